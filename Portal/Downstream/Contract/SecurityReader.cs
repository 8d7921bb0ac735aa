using AccessContract;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>
/// Reads security requirements. Each object is one access alternative: its oauth2 scheme lists scopes, and its bearer
/// scheme lists roles (allowed since OpenAPI 3.1).
/// </summary>
internal static class SecurityReader
{
    // OpenAPI has no element for a stronger sign-in. The values are sent to the authority, so number and length are limited.
    private const string Contexts = "x-authentication-contexts";
    private const int MaxContexts = 5;
    private const int MaxContextLength = 20;

    public static IReadOnlyList<AccessAlternative> Read(OpenApiOperation operation, OpenApiDocument document)
    {
        var contexts = SchemaShape.Strings(SchemaShape.Extension(operation.Extensions, Contexts))
            .Where(c => c.Length <= MaxContextLength).Take(MaxContexts).ToList();
        return (operation.Security ?? document.Security) is { } requirements
            ? [.. requirements.Where(r => r.Count > 0).Select(r => ReadOne(r, contexts))]
            : [];
    }

    private static AccessAlternative ReadOne(OpenApiSecurityRequirement requirement, IReadOnlyList<string> contexts)
    {
        var scopes = Names(requirement, IsForUsers).Select(ShortScope).ToList();
        var roles = Names(requirement, scheme => scheme.Type == SecuritySchemeType.Http);
        var kind = scopes.Count > 0 ? TokenKind.User : TokenKind.App;
        return new AccessAlternative(kind, scopes, roles) { Contexts = kind == TokenKind.User ? contexts : [] };
    }

    // A scheme with client credentials only names {resource}/.default, which is in no token.
    private static bool IsForUsers(IOpenApiSecurityScheme scheme) =>
        scheme.Type == SecuritySchemeType.OAuth2
        && scheme.Flows is not { AuthorizationCode: null, Implicit: null, ClientCredentials: not null };

    private static List<string> Names(OpenApiSecurityRequirement requirement, Func<IOpenApiSecurityScheme, bool> scheme) =>
        [.. requirement.Where(pair => scheme(pair.Key)).SelectMany(pair => pair.Value)];

    // Documents name a scope in full, "api://appb/access_as_user"; tokens contain its last part.
    private static string ShortScope(string scope) => ScopeName.Parse(scope).Name;
}
