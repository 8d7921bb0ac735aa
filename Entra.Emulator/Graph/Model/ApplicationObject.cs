using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.App>;

namespace Entra.Emulator.Graph.Model;

/// <summary>An application object. As in Graph, secrets show only their first characters and expiry.</summary>
internal static class ApplicationObject
{
    private const int HintLength = 3;

    public static ObjectType<App> Describe(TenantDirectory tenant) => new("application",
    [
        Filterable("id", a => a.ObjectId),
        .. AlwaysNull("deletedDateTime"),
        Filterable("appId", a => a.Id),
        .. AlwaysNull("applicationTemplateId", "disabledByMicrosoftStatus"),
        new("createdDateTime", _ => tenant.Created),
        Filterable("displayName", a => a.Name),
        .. AlwaysNull("description"),
        new("groupMembershipClaims", a => a.GroupClaims ? "SecurityGroup" : null),
        new("identifierUris", a => a.IdentifierUri is { } uri ? (string[])[uri] : []),
        new("isFallbackPublicClient", a => a.PublicClient),
        .. AlwaysNull("notes"),
        new("publisherDomain", _ => tenant.Domain),
        new("signInAudience", AppObjectParts.Audience),
        new("tags", _ => Array.Empty<string>()),
        new("api", a => Api(tenant, a)),
        new("appRoles", a => a.Roles.Select(AppObjectParts.Role)),
        new("keyCredentials", a => a.Certificates.Select((c, i) => Certificate(a, c, i))),
        new("optionalClaims", a => OptionalClaims(a.OptionalClaims)),
        new("passwordCredentials", a => a.Secrets.Select((s, i) => Secret(tenant, a, s, i))),
        new("publicClient", a => new { redirectUris = a.IsPublicClient ? a.RedirectUris : [] }),
        new("requiredResourceAccess", a => Required(tenant, a)),
        new("spa", _ => new { redirectUris = Array.Empty<string>() }),
        new("web", Web),
    ]);

    private static object Api(TenantDirectory tenant, App app) => new
    {
        acceptMappedClaims = (bool?)null,
        knownClientApplications = app.KnownClients.Select(name => tenant.FindAppByName(name)!.Id),
        oauth2PermissionScopes = app.Scopes.Select(AppObjectParts.Scope),
        preAuthorizedApplications = app.PreAuthorized.Select(p => new
        {
            appId = tenant.FindAppByName(p.Client)!.Id,
            delegatedPermissionIds = app.Scopes.Where(s => p.Scopes.Contains(s.Value)).Select(s => s.Id),
        }),
        requestedAccessTokenVersion = app.AccessTokenVersion,
    };

    private static object Web(App app) => new
    {
        homePageUrl = (string?)null,
        implicitGrantSettings = new { enableAccessTokenIssuance = false, enableIdTokenIssuance = false },
        logoutUrl = app.LogoutUri,
        redirectUris = app.IsPublicClient ? [] : app.RedirectUris,
    };

    private static object Secret(TenantDirectory tenant, App app, AppSecret secret, int position) => new
    {
        customKeyIdentifier = (string?)null,
        displayName = (string?)null,
        endDateTime = secret.Expires,
        hint = secret.Value[..Math.Min(HintLength, secret.Value.Length)],
        keyId = StableId.Of(app.Id, "secret", position),
        secretText = (string?)null,
        startDateTime = tenant.Created,
    };

    private static object Certificate(App app, string text, int position)
    {
        using var certificate = AppCertificate.Read(text);
        return new
        {
            customKeyIdentifier = Convert.ToBase64String(certificate.GetCertHash()),
            displayName = certificate.Subject,
            endDateTime = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
            key = (string?)null,
            keyId = StableId.Of(app.Id, "certificate", position),
            startDateTime = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            type = "AsymmetricX509Cert",
            usage = "Verify",
        };
    }

    private static object OptionalClaims(OptionalClaims claims)
    {
        static object Write(OptionalClaim claim) =>
            new { additionalProperties = claim.AdditionalProperties, essential = false, name = claim.Name, source = (string?)null };

        return new
        {
            accessToken = claims.AccessToken.Select(Write),
            idToken = claims.IdToken.Select(Write),
            saml2Token = Array.Empty<object>(),
        };
    }

    private static IEnumerable<object> Required(TenantDirectory tenant, App app) =>
        from name in app.Requests.Keys.Union(app.RoleRequests.Keys)
        let resource = tenant.FindAppByName(name)!
        let scopes = resource.Scopes.Where(s => app.Requests.GetValueOrDefault(name, []).Contains(s.Value)).Select(s => s.Id)
        let roles = resource.Roles.Where(r => app.RoleRequests.GetValueOrDefault(name, []).Contains(r.Value)).Select(r => r.Id)
        select new
        {
            resourceAppId = resource.Id,
            resourceAccess = scopes.Select(id => new { id, type = "Scope" }).Concat(roles.Select(id => new { id, type = "Role" })),
        };
}
