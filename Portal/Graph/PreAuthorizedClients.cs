namespace Portal.Graph;

/// <summary>The clients that an API registration pre-authorizes: they need no consent.</summary>
/// <param name="registration">
/// Null if it cannot be found: the API of another organisation is registered in its own tenant.
/// </param>
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

    /// <summary>The distinct client ids.</summary>
    public IEnumerable<Guid> Ids => _pairs.Select(p => p.Client).Distinct();

    /// <summary>The address of the registration, which may not exist in this tenant.</summary>
    /// <param name="api">The client id.</param>
    public static string Address(string api) => $"applications(appId='{Uri.EscapeDataString(api)}')?$select=id,appId,api";

    /// <summary>The scopes, as in tokens, for which <paramref name="client"/> needs no consent.</summary>
    public IReadOnlyList<string> Scopes(Guid client, ServicePrincipal api)
    {
        var ids = _pairs.Where(p => p.Client == client).Select(p => p.Scope).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. (api.Oauth2PermissionScopes ?? []).Where(s => ids.Contains(s.Id)).Select(s => s.Value).OfType<string>()];
    }
}
