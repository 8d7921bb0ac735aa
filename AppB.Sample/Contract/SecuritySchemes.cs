using System.Text.Json;
using AppB.Sample.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>
/// How tokens are got (OAuth 2.0) and which roles there are. OpenAPI 3.1 lets a requirement on a bearer scheme list role
/// names, so one requirement object says "this scope and this role", and a second one says "or".
/// </summary>
internal sealed class SecuritySchemes(IOptions<EntraOptions> entra) : IOpenApiDocumentTransformer
{
    public const string User = "oauth2";
    public const string Application = "oauth2Application";
    public const string Roles = "bearerRoles";

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "AppB";
        document.Info.Description =
            "Orders, customers, products and sales. Collections follow OData's query options; failures are problem details.";
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [User] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A user's token: scp carries the scope.",
                Flows = new() { AuthorizationCode = Flow(AccessRules.AccessAsUser, "Call AppB as the signed-in user.") },
            },
            [Application] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "An application's token: idtyp is app, and there is no scp.",
                Flows = new() { ClientCredentials = Flow(".default", "Call AppB as an application, without a user.") },
            },
            [Roles] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The app roles that the token must carry in roles.",
                Extensions = new Dictionary<string, IOpenApiExtension>
                {
                    ["x-roles"] = new JsonNodeExtension(JsonSerializer.SerializeToNode(AccessRules.RoleDescriptions)!),
                },
            },
        };
        return Task.CompletedTask;
    }

    private OpenApiOAuthFlow Flow(string scope, string description)
    {
        var authority = entra.Value.Authority[..^"/v2.0".Length];
        return new()
        {
            AuthorizationUrl = scope == AccessRules.AccessAsUser ? new Uri($"{authority}/oauth2/v2.0/authorize") : null,
            TokenUrl = new Uri($"{authority}/oauth2/v2.0/token"),
            Scopes = new Dictionary<string, string> { [entra.Value.FullScope(scope)] = description },
        };
    }
}
