using Portal.Contracts;

namespace Portal.Graph;

/// <summary>Where consent to each scope of an API comes from for one person. Of two sources the one that lasts is named.</summary>
internal static class ConsentForecast
{
    private const string WhateverIsGranted = ".default";

    /// <param name="names">As settings ask for them, without the resource.</param>
    /// <param name="preAuthorized">Ids of scopes that the portal needs no consent for.</param>
    /// <param name="grants">Those to the portal for this person and for everybody, of any API.</param>
    public static IReadOnlyList<ScopeForecastLine> Of(
        IReadOnlyList<string> names, ServicePrincipal api, IReadOnlySet<string> preAuthorized, IReadOnlyList<PermissionGrant> grants)
    {
        var published = (api.Oauth2PermissionScopes ?? []).Where(s => s.Value is not null).ToList();
        var listed = published.Where(s => preAuthorized.Contains(s.Id)).Select(s => s.Value!).ToHashSet(StringComparer.Ordinal);
        var everyone = Granted(g => g.ConsentType == PermissionGrant.Everyone);
        var own = Granted(g => g.ConsentType == PermissionGrant.One);
        return [.. Asked().Select(name => new ScopeForecastLine(
            name,
            listed.Contains(name) ? ConsentSource.PreAuthorized
                : everyone.Contains(name) ? ConsentSource.TenantWide
                : own.Contains(name) ? ConsentSource.User
                : ConsentSource.None,
            published.Exists(s => s.Value == name && s.Type == "Admin")))];

        HashSet<string> Granted(Func<PermissionGrant, bool> which) =>
            grants.Where(g => g.ResourceId == api.Id && which(g)).SelectMany(g => g.Scopes).ToHashSet(StringComparer.Ordinal);

        IEnumerable<string> Asked()
        {
            if (!names.Contains(WhateverIsGranted))
                return names;

            List<string> granted = [.. listed.Union(everyone).Union(own)];
            return granted.Count > 0 ? granted : names;
        }
    }
}
