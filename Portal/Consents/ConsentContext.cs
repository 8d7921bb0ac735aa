using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Downstream;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>The portal and its downstream APIs in this tenant: what the consents page is about.</summary>
internal sealed record ConsentContext(ServicePrincipal Self, IReadOnlyList<KnownApi> Apis)
{
    public KnownApi? FindApi(string principal) => Apis.FirstOrDefault(a => a.Principal.Id == principal);

    /// <summary>Consents of the portal to anything, and of anyone to the downstream APIs; others are not this page's.</summary>
    public bool Covers(string client, string resource) => client == Self.Id || FindApi(resource) is not null;
}

/// <param name="Name">As settings call it.</param>
/// <param name="Asked">The scopes in full that settings name for it.</param>
internal sealed record KnownApi(string Name, ServicePrincipal Principal, IReadOnlyList<string> Asked)
{
    public IEnumerable<string> AskedNames => Asked.Select(s => ScopeName.Parse(s).Name);
}

internal static class GrantNames
{
    public static ConsentParty Party(this ServicePrincipal app) => new(app.Id, app.DisplayName ?? app.AppId, app.AppId);

    public static ConsentParty Party(this Principal found) => new(found.Id, found.Name, found.Detail);

    /// <summary>Whom a consent names though the directory knows nothing of him any more.</summary>
    public static ConsentParty Gone(string id) => new(id, "Deleted", null);

    public static ConsentScope Describe(this ServicePrincipal? api, string scope) => Describe(
        api?.Oauth2PermissionScopes?.FirstOrDefault(s => s.Value == scope) ?? new PermissionScope("", scope));

    public static ConsentScope Describe(PermissionScope scope) =>
        new(scope.Value ?? "", scope.AdminConsentDisplayName, scope.AdminConsentDescription, scope.Type == "Admin");
}
