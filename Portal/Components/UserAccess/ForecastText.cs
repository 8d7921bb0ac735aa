using Portal.Components.Shared;
using Portal.Contracts.Tokens;
using Portal.Contracts.UserAccess;

namespace Portal.Components.UserAccess;

/// <summary>How the forecast of a person's access reads.</summary>
internal static class ForecastText
{
    public static string Word(ApiForecast api) => api.State switch
    {
        ForecastState.Opens when IsAskedFirst(api) => "Gets in once allowed",
        ForecastState.Opens => "Gets in",
        ForecastState.RoleMissing => "Role missing",
        ForecastState.NotAssigned => "No token",
        ForecastState.ConsentMissing => "Consent missing",
        _ => "Unknown",
    };

    public static StatusKind KindOf(ApiForecast api) => api.State switch
    {
        ForecastState.Opens when IsAskedFirst(api) => StatusKind.Missing,
        ForecastState.Opens => StatusKind.Good,
        ForecastState.ConsentMissing => StatusKind.Missing,
        ForecastState.RoleMissing or ForecastState.NotAssigned => StatusKind.Refused,
        _ => StatusKind.Neutral,
    };

    /// <summary>Whether the person has yet to agree to something; what an administrator must is a state of its own.</summary>
    public static bool IsAskedFirst(ApiForecast api) => api.Scopes.Any(s => s is { Source: ConsentSource.None, AdminOnly: false });

    public static string Consent(ScopeForecastLine scope, string person) => scope.Source switch
    {
        ConsentSource.PreAuthorized => "The API names the portal as one that needs no consent.",
        ConsentSource.TenantWide => "An administrator allowed it for everybody.",
        ConsentSource.User => $"{person} allowed it.",
        _ when scope.AdminOnly => "Nobody allowed it, and only an administrator can.",
        _ => $"Not allowed yet: {person} is asked at first use, and can decline.",
    };

    public static string Summary(UserAccessReport access) => $"{access.Person.Name}. " + string.Join(" ", access.Apis.Select(api =>
        $"{api.Title}: {Word(api)}, {api.Roles.Count(r => r.Carried)} of {api.Roles.Count} roles, "
        + $"{api.Views.Count(v => v.Opens)} of {api.Views.Count} views open."));

    /// <summary>What asking anew brought.</summary>
    public static string Change(UserAccessReport before, UserAccessReport now)
    {
        var (had, has) = (Carried(before), Carried(now));
        string[] changes = [.. has.Except(had).Select(r => $"{r} is now carried."), .. had.Except(has).Select(r => $"{r} is no longer carried.")];
        return changes.Length == 0 ? "Nothing has changed in the roles." : string.Join(" ", changes);
    }

    private static List<string> Carried(UserAccessReport access) =>
        [.. access.Apis.SelectMany(api => api.Roles.Where(r => r.Carried).Select(r => $"{r.Value} on {api.Title}"))];
}
