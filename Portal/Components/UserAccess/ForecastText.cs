using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Tokens;
using Portal.Contracts.UserAccess;

namespace Portal.Components.UserAccess;

/// <summary>Labels and sentences for the forecast of a user's access.</summary>
internal static class ForecastText
{
    public static string Label(ApiForecast api) => api.State switch
    {
        // What the roles allow is not known.
        ForecastState.Allowed when api.Problem is not null => "Unknown",
        ForecastState.Allowed when NeedsUserConsent(api) => "Allowed after consent",
        ForecastState.Allowed => "Allowed",
        ForecastState.RoleMissing => "Role missing",
        ForecastState.NotAssigned => "No token",
        ForecastState.ConsentMissing => "Consent missing",
        _ => "Unknown",
    };

    public static StatusKind KindOf(ApiForecast api) => api.State switch
    {
        ForecastState.Allowed when api.Problem is not null => StatusKind.Neutral,
        ForecastState.Allowed when NeedsUserConsent(api) => StatusKind.Missing,
        ForecastState.Allowed => StatusKind.Good,
        ForecastState.ConsentMissing => StatusKind.Missing,
        ForecastState.RoleMissing or ForecastState.NotAssigned => StatusKind.Refused,
        _ => StatusKind.Neutral,
    };

    /// <summary>
    /// Whether the user still has to consent; <see cref="ForecastState.ConsentMissing"/> is for consent that only an
    /// administrator can give.
    /// </summary>
    public static bool NeedsUserConsent(ApiForecast api) => api.Scopes.Any(s => s is { Source: ConsentSource.None, AdminOnly: false });

    public static string Consent(ScopeForecastLine scope, string person) => scope.Source switch
    {
        ConsentSource.PreAuthorized => "No consent needed: the API pre-authorizes the portal.",
        ConsentSource.TenantWide => "Consent given by an administrator for everyone.",
        ConsentSource.User => $"Consent given by {person}.",
        _ when scope.AdminOnly => "No consent found; only an administrator can give it.",
        _ => $"No consent found: {person} is asked at first use and can decline, or needs an administrator if the tenant allows no user consent.",
    };

    public static string Summary(UserAccessReport access) => $"{access.Person.Name}. " + string.Join(" ", access.Apis.Select(api =>
        $"{api.Title}: {Label(api)}, {api.Roles.Count(r => r.InToken)} of {api.Roles.Count} roles, "
        + $"{api.Operations.Views().Count(v => v.IsAllowed)} of {api.Operations.Views().Count()} views allowed."));

    /// <summary>Which roles changed between two lookups.</summary>
    public static string Changes(UserAccessReport before, UserAccessReport now)
    {
        var (previous, current) = (TokenRoles(before), TokenRoles(now));
        string[] changes = [.. current.Except(previous).Select(r => $"The token will now have {r}."), .. previous.Except(current).Select(r => $"The token will no longer have {r}.")];
        return changes.Length == 0 ? "No roles have changed." : string.Join(" ", changes);
    }

    private static List<string> TokenRoles(UserAccessReport access) =>
        [.. access.Apis.SelectMany(api => api.Roles.Where(r => r.InToken).Select(r => $"{r.Value} on {api.Title}"))];
}
