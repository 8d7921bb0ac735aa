using Microsoft.OpenApi;
using Portal.Access;

namespace Portal.Downstream.Contract;

/// <summary>
/// Reads security requirements: each object is one way in; in it, an oauth2 scheme lists scopes and a bearer scheme
/// lists roles (OpenAPI 3.1 lets it).
/// </summary>
internal static class SecurityReader
{
    public static IReadOnlyList<Requirement> Read(IList<OpenApiSecurityRequirement>? requirements) =>
        requirements is null ? [] : [.. requirements.Where(r => r.Count > 0).Select(ReadOne)];

    private static Requirement ReadOne(OpenApiSecurityRequirement requirement)
    {
        var scopes = Names(requirement, SecuritySchemeType.OAuth2).Select(ShortScope).ToList();
        var roles = Names(requirement, SecuritySchemeType.Http);
        return new Requirement(scopes.Count > 0 ? TokenKind.User : TokenKind.App, scopes, roles);
    }

    private static List<string> Names(OpenApiSecurityRequirement requirement, SecuritySchemeType type) =>
        [.. requirement.Where(pair => pair.Key.Type == type).SelectMany(pair => pair.Value)];

    // Documents name a scope in full, "api://appb/access_as_user"; tokens carry its last part.
    private static string ShortScope(string scope) => scope[(scope.LastIndexOf('/') + 1)..];
}
