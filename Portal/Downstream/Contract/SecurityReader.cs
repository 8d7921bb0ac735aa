using AccessContract;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>
/// Reads security requirements. Each object is an access alternative: an oauth2 scheme lists scopes, and a bearer scheme
/// lists roles (allowed since OpenAPI 3.1). A scheme that lists nothing accepts any valid token, of a user or app-only.
/// </summary>
internal static class SecurityReader
{
    // OpenAPI has no element for a stronger sign-in. The values are sent to the authority, so number and length are limited.
    private const string Contexts = "x-authentication-contexts";
    private const int MaxContexts = 5;
    private const int MaxContextLength = 20;

    private const int MaxNameLength = 40;
    private const string AllConsented = ".default";

    /// <param name="headers">The headers that the portal sends with each call: an API key in one of them is sent.</param>
    public static IReadOnlyList<AccessAlternative> Read(
        OpenApiOperation operation, OpenApiDocument document, IReadOnlyCollection<string> headers)
    {
        var contexts = SchemaShape.Strings(SchemaShape.Extension(operation.Extensions, Contexts))
            .Where(c => c.Length <= MaxContextLength).Take(MaxContexts).ToList();

        // An empty object accepts a call without any credential, so the others are no requirement.
        return (operation.Security ?? document.Security) is { } requirements && requirements.All(r => r.Count > 0)
            ? [.. requirements.SelectMany(r => ReadOne(r, contexts, headers)).OrderBy(a => a.OtherCredentials?.Count ?? 0)]
            : [];
    }

    private static IEnumerable<AccessAlternative> ReadOne(
        OpenApiSecurityRequirement requirement, IReadOnlyList<string> contexts, IReadOnlyCollection<string> headers)
    {
        // Documents name a scope in full, "api://appb/access_as_user"; tokens contain its last part.
        var listed = requirement
            .Where(pair => ListsScopes(pair.Key))
            .SelectMany(pair => pair.Value)
            .Select(scope => ScopeName.Parse(scope).Name)
            .ToList();
        var scopes = requirement.Keys.Any(IsForApps) ? [] : listed.Where(scope => scope != AllConsented).ToList();
        var roles = requirement.Where(pair => IsBearer(pair.Key)).SelectMany(pair => pair.Value).ToList();
        var others = requirement.Keys
            .Where(key => !ListsScopes(key) && !IsBearer(key) && !IsSent(key, headers)).Select(NameOf).ToList();
        return Kinds(requirement, listed, scopes).Select(kind => new AccessAlternative(kind, scopes, roles)
        {
            Contexts = kind == TokenKind.User ? contexts : [],
            OtherCredentials = others.Count > 0 ? others : null,
        });
    }

    private static TokenKind[] Kinds(OpenApiSecurityRequirement requirement, List<string> listed, List<string> scopes)
    {
        if (scopes.Count > 0)
            return [TokenKind.User];

        // Only a flow without a user, or its scope {resource}/.default, says that a token must be app-only.
        if (listed.Contains(AllConsented) || requirement.Keys.Any(IsForApps))
            return [TokenKind.App];

        return requirement.Keys.Any(IsForUsers) ? [TokenKind.User] : [TokenKind.User, TokenKind.App];
    }

    private static bool ListsScopes(OpenApiSecuritySchemeReference scheme) =>
        scheme.Type is SecuritySchemeType.OAuth2 or SecuritySchemeType.OpenIdConnect;

    private static bool IsForApps(OpenApiSecuritySchemeReference scheme) =>
        scheme is
        {
            Type: SecuritySchemeType.OAuth2,
            Flows: { AuthorizationCode: null, Implicit: null, Password: null, ClientCredentials: not null },
        };

    private static bool IsForUsers(OpenApiSecuritySchemeReference scheme) =>
        scheme is { Type: SecuritySchemeType.OAuth2, Flows: { ClientCredentials: null } flows }
        && (flows.AuthorizationCode ?? flows.Implicit ?? flows.Password) is not null;

    // Documents of Swagger 2.0, which has no bearer scheme, describe the token as an API key in the Authorization header.
    private static bool IsBearer(OpenApiSecuritySchemeReference scheme) =>
        scheme is { Type: SecuritySchemeType.Http, Scheme: { } name } && name.Equals("bearer", StringComparison.OrdinalIgnoreCase)
        || scheme is { Type: SecuritySchemeType.ApiKey, In: ParameterLocation.Header, Name: { } header }
            && header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    private static bool IsSent(OpenApiSecuritySchemeReference scheme, IReadOnlyCollection<string> headers) =>
        scheme is { Type: SecuritySchemeType.ApiKey, In: ParameterLocation.Header, Name: { } name }
        && headers.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string NameOf(OpenApiSecuritySchemeReference scheme) => scheme.Type switch
    {
        SecuritySchemeType.ApiKey => $"the API key {Short(scheme.Name)}",
        SecuritySchemeType.MutualTLS => "a client certificate",
        SecuritySchemeType.Http when string.Equals(scheme.Scheme, "basic", StringComparison.OrdinalIgnoreCase) =>
            "a user name and password (Basic)",
        SecuritySchemeType.Http => $"{Short(scheme.Scheme)} credentials",
        _ => "a credential that its document does not describe",
    };

    private static string Short(string? name) => name is { Length: > MaxNameLength } ? name[..MaxNameLength] + "…" : name ?? "";
}
