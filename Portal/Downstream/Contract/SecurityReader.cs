using AccessContract;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>
/// Reads security requirements: each object is one way in; in it, an oauth2 scheme lists scopes and a bearer scheme
/// lists roles (OpenAPI 3.1 lets it).
/// </summary>
internal static class SecurityReader
{
    // OpenAPI has no word for a stronger sign-in. The names go into a request to the authority: few, and short.
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

    // A scheme of client credentials alone names {resource}/.default, which no token carries.
    private static bool IsForUsers(IOpenApiSecurityScheme scheme) =>
        scheme.Type == SecuritySchemeType.OAuth2
        && scheme.Flows is not { AuthorizationCode: null, Implicit: null, ClientCredentials: not null };

    private static List<string> Names(OpenApiSecurityRequirement requirement, Func<IOpenApiSecurityScheme, bool> scheme) =>
        [.. requirement.Where(pair => scheme(pair.Key)).SelectMany(pair => pair.Value)];

    // Documents name a scope in full, "api://appb/access_as_user"; tokens carry its last part.
    private static string ShortScope(string scope) => ScopeName.Parse(scope).Name;
}
