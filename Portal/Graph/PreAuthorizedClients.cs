namespace Portal.Graph;

/// <summary>Whom the registration of an API lets in without consent.</summary>
/// <param name="registration">Null where there is none to read: an API of another organisation is registered there.</param>
internal sealed class PreAuthorizedClients(ApplicationObject? registration)
{
    private readonly List<(Guid Client, string Scope)> _pairs =
    [
        .. from app in registration?.Api?.PreAuthorizedApplications ?? []
           let id = Guid.TryParse(app.AppId, out var parsed) ? parsed : (Guid?)null
           where id is not null
           from scope in app.DelegatedPermissionIds
           select (id.Value, scope),
    ];

    /// <summary>Client ids, each once.</summary>
    public IEnumerable<Guid> Ids => _pairs.Select(p => p.Client).Distinct();

    /// <summary>Where the registration is, for a read that may find none.</summary>
    /// <param name="api">The client id.</param>
    public static string Address(string api) => $"applications(appId='{Uri.EscapeDataString(api)}')?$select=id,appId,api";

    /// <summary>What <paramref name="client"/> needs no consent for, as tokens carry it.</summary>
    public IReadOnlyList<string> Scopes(Guid client, ServicePrincipal api)
    {
        var ids = _pairs.Where(p => p.Client == client).Select(p => p.Scope).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. (api.Oauth2PermissionScopes ?? []).Where(s => s.Value is not null && ids.Contains(s.Id)).Select(s => s.Value!)];
    }
}
