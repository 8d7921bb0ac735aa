using Portal.Consents;
using Portal.Contracts.UserAccess;
using Portal.Graph;

namespace Portal.UserAccess;

/// <summary>Where consent to each scope of an API comes from for one person.</summary>
internal static class ConsentForecast
{
    private const string WhateverIsGranted = ".default";

    /// <param name="names">As settings ask for them, without the resource.</param>
    public static IReadOnlyList<ScopeForecastLine> Of(IReadOnlyList<string> names, ServicePrincipal api, GivenConsents given)
    {
        var forAdministrators = (api.Oauth2PermissionScopes ?? []).Where(s => s.Type == "Admin").Select(s => s.Value).ToHashSet();
        return [.. Asked().Select(name => new ScopeForecastLine(name, given.SourceOf(name), forAdministrators.Contains(name)))];

        IEnumerable<string> Asked()
        {
            if (!names.Contains(WhateverIsGranted))
                return names;

            List<string> granted = [.. given.Scopes];
            return granted.Count > 0 ? granted : names;
        }
    }
}
