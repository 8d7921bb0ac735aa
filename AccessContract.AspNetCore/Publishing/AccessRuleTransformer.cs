using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccessContract.AspNetCore.Publishing;

/// <summary>Publishes an operation's access rule as security requirements, one object for each alternative.</summary>
internal sealed class AccessRuleTransformer(EnforcedContract contract) : IOpenApiOperationTransformer
{
    /// <summary>The same alternatives in the format of a refusal's <c>required</c>.</summary>
    public const string Extension = "x-access";

    /// <summary>
    /// The authentication contexts that a user's token must have, which security requirements cannot express.
    /// </summary>
    public const string ContextsExtension = "x-authentication-contexts";

    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (contract.RuleOf(context.Description.ActionDescriptor.EndpointMetadata) is not { } rule)
        {
            operation.Security = [];
            return Task.CompletedTask;
        }

        operation.Security = [.. rule.Alternatives.Select(a => Requirement(a, context.Document))];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Extension] = new JsonNodeExtension(
            JsonSerializer.SerializeToNode(rule.Alternatives, JsonSerializerOptions.Web)!);
        if (rule.Alternatives.SelectMany(a => a.Contexts ?? []).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } contexts)
            operation.Extensions[ContextsExtension] = new JsonNodeExtension(JsonSerializer.SerializeToNode(contexts)!);

        return Task.CompletedTask;
    }

    private OpenApiSecurityRequirement Requirement(AccessAlternative alternative, OpenApiDocument? document)
    {
        var isUser = alternative.TokenKind == TokenKind.User;
        var requirement = new OpenApiSecurityRequirement
        {
            [new(isUser ? SecuritySchemes.User : SecuritySchemes.Application, document)] =
                isUser ? [.. alternative.Scopes.Select(contract.Options.FullScope)] : [contract.Options.FullScope(".default")],
        };
        if (alternative.Roles.Count > 0)
            requirement[new(SecuritySchemes.Roles, document)] = [.. alternative.Roles];

        return requirement;
    }
}
