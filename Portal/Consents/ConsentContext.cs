using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Downstream;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>The portal and its downstream APIs in this tenant.</summary>
internal sealed record ConsentContext(ServicePrincipal Self, IReadOnlyList<KnownApi> Apis)
{
    public KnownApi? FindApi(string principal) => Apis.FirstOrDefault(a => a.Principal.Id == principal);

    /// <summary>
    /// Whether the consent is managed here: the portal's consents to any API, and any client's to the downstream APIs.
    /// </summary>
    public bool Covers(string client, string resource) => client == Self.Id || FindApi(resource) is not null;
}

/// <param name="Name">The name in the settings.</param>
/// <param name="Scopes">The configured scopes, with the resource.</param>
internal sealed record KnownApi(string Name, ServicePrincipal Principal, IReadOnlyList<string> Scopes)
{
    public IEnumerable<string> ScopeNames => Scopes.Select(s => ScopeName.Parse(s).Name);
}

internal static class ConsentMapping
{
    public static ConsentParty Party(this ServicePrincipal app) => new(app.Id, app.DisplayName ?? app.AppId, app.AppId);

    public static ConsentParty Party(this Principal found) => new(found.Id, found.Name, found.Detail);

    /// <summary>An app or user in a consent that no longer exists in the directory.</summary>
    public static ConsentParty Deleted(string id) => new(id, "Deleted", null);

    public static ConsentScope Describe(this ServicePrincipal? api, string scope) => Describe(
        api?.Oauth2PermissionScopes?.FirstOrDefault(s => s.Value == scope) ?? new PermissionScope("", scope));

    public static ConsentScope Describe(PermissionScope scope) =>
        new(scope.Value ?? "", scope.AdminConsentDisplayName, scope.AdminConsentDescription, scope.Type == "Admin");
}
