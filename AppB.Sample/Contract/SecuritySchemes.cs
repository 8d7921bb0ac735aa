using System.Text.Json;
using AppB.Sample.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>
/// How to get tokens (OAuth 2.0) and which app roles exist. In OpenAPI 3.1 a requirement on a bearer scheme may list role
/// names, so one requirement object means "this scope and this role"; several objects are alternatives.
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
            "Orders, customers, products and sales. Collections support OData query options; errors are problem details.";
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [User] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A user's token. scp contains the scope.",
                Flows = new() { AuthorizationCode = Flow(AccessRules.AccessAsUser, "Call AppB as the signed-in user.") },
            },
            [Application] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "An app-only token: idtyp is app, and there is no scp.",
                Flows = new() { ClientCredentials = Flow(".default", "Call AppB as an application, without a user.") },
            },
            [Roles] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The app roles that the token must have in roles.",
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
