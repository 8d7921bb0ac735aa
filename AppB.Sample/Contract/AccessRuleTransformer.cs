using System.Text.Json;
using AppB.Sample.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Publishes an operation's access rule as security requirements, one object for each alternative.</summary>
internal sealed class AccessRuleTransformer(IOptions<EntraOptions> entra) : IOpenApiOperationTransformer
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
        var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().Single();
        operation.Security = [.. rule.Alternatives.Select(a => Requirement(a, context.Document))];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Extension] = new JsonNodeExtension(
            JsonSerializer.SerializeToNode(rule.Alternatives, JsonSerializerOptions.Web)!);
        if (rule.Alternatives.SelectMany(a => a.Contexts ?? []).Distinct().ToArray() is { Length: > 0 } contexts)
            operation.Extensions[ContextsExtension] = new JsonNodeExtension(JsonSerializer.SerializeToNode(contexts)!);

        return Task.CompletedTask;
    }

    private OpenApiSecurityRequirement Requirement(AccessAlternative alternative, OpenApiDocument? document)
    {
        var user = alternative.TokenKind == TokenKind.User;
        return new()
        {
            [new(user ? SecuritySchemes.User : SecuritySchemes.Application, document)] =
                user ? [.. alternative.Scopes.Select(entra.Value.FullScope)] : [entra.Value.FullScope(".default")],
            [new(SecuritySchemes.Roles, document)] = [.. alternative.Roles],
        };
    }
}
