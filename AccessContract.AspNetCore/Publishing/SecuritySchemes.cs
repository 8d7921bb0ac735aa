using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccessContract.AspNetCore.Publishing;

/// <summary>
/// How to get tokens (OAuth 2.0) and which app roles exist. In OpenAPI 3.1 a requirement on a bearer scheme may list role
/// names, so one requirement object means "this scope and this role"; several objects are alternatives.
/// </summary>
internal sealed class SecuritySchemes(EnforcedContract contract) : IOpenApiDocumentTransformer
{
    public const string User = "oauth2";
    public const string Application = "oauth2Application";
    public const string Roles = "bearerRoles";

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var options = contract.Options;
        var authority = $"{options.Instance.TrimEnd('/')}/{options.TenantId}/oauth2/v2.0";
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[User] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "A user's token. scp contains the scope.",
            Flows = new()
            {
                AuthorizationCode = new()
                {
                    AuthorizationUrl = new Uri($"{authority}/authorize"),
                    TokenUrl = new Uri($"{authority}/token"),
                    Scopes = options.Scopes.ToDictionary(s => options.FullScope(s.Key), s => s.Value, StringComparer.Ordinal),
                },
            },
        };
        document.Components.SecuritySchemes[Application] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "An app-only token: idtyp is app, and there is no scp.",
            Flows = new()
            {
                ClientCredentials = new()
                {
                    TokenUrl = new Uri($"{authority}/token"),
                    Scopes = new Dictionary<string, string>
                    {
                        [options.FullScope(".default")] = $"Call {options.Name} as an application, without a user.",
                    },
                },
            },
        };
        document.Components.SecuritySchemes[Roles] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The app roles that the token must have in roles.",
            Extensions = new Dictionary<string, IOpenApiExtension>
            {
                ["x-roles"] = new JsonNodeExtension(JsonSerializer.SerializeToNode(options.Roles)!),
            },
        };
        return Task.CompletedTask;
    }
}
