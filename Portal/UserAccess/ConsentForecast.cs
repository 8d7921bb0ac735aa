using Portal.Consents;
using Portal.Contracts.UserAccess;
using Portal.Graph;

namespace Portal.UserAccess;

/// <summary>Where the consent of one user to each scope of an API comes from.</summary>
internal static class ConsentForecast
{
    private const string DefaultScope = ".default";

    /// <param name="names">The requested scopes from the settings, without the resource.</param>
    public static IReadOnlyList<ScopeForecastLine> Of(IReadOnlyList<string> names, ServicePrincipal api, GivenConsents given)
    {
        var adminOnly = (api.Oauth2PermissionScopes ?? []).Where(s => s.Type == "Admin").Select(s => s.Value).ToHashSet();
        return [.. RequestedNames().Select(name => new ScopeForecastLine(name, given.SourceOf(name), adminOnly.Contains(name)))];

        IEnumerable<string> RequestedNames()
        {
            if (!names.Contains(DefaultScope))
                return names;

            List<string> granted = [.. given.Scopes];
            return granted.Count > 0 ? granted : names;
        }
    }
}
