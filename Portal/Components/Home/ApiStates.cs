using Portal.Components.Data;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Components.Home;

/// <summary>The label, status and link for a downstream API's state for the current user.</summary>
internal static class ApiStates
{
    public static ChainBranch Branch(ApiAccess api, string returnUrl)
    {
        var button = ButtonOf(api, returnUrl);
        return new(
            api.Title,
            api.Title == api.Api ? "Downstream API" : api.Api,
            new ChainHop(
                "On-behalf-of token", Label(api), KindOf(api), button?.Href ?? Href(api), button?.Label, LeavesPage: button is not null));
    }

    public static string Label(ApiAccess api) => api.State switch
    {
        ApiAccessState.Granted => "Granted",
        ApiAccessState.ConsentMissing => "Consent missing",
        ApiAccessState.RoleMissing => "Role missing",
        ApiAccessState.Unreachable => "Unreachable",
        ApiAccessState.Refused when HasButton(api) => "Sign-in needed",
        ApiAccessState.Refused => "Refused",
        _ => "Unknown",
    };

    public static StatusKind KindOf(ApiAccess api) => api.State switch
    {
        ApiAccessState.Granted => StatusKind.Good,
        ApiAccessState.ConsentMissing => StatusKind.Missing,
        ApiAccessState.Unreachable => StatusKind.Broken,
        _ when HasButton(api) => StatusKind.Missing,
        ApiAccessState.RoleMissing or ApiAccessState.Refused => StatusKind.Refused,
        _ => StatusKind.Neutral,
    };

    /// <summary>The button with which users can fix the state themselves; null if no button does.</summary>
    public static ProblemButton? ButtonOf(ApiAccess api, string returnUrl) => ProblemOf(api) is { } problem
        && ProblemText.StepOf(problem) != ProblemStep.AdministratorConsent
            ? ProblemText.ButtonOf(problem, returnUrl)
            : null;

    private static bool HasButton(ApiAccess api) => ButtonOf(api, "") is not null;

    // Without a request, a missing consent has no problem of its own.
    private static ApiProblem? ProblemOf(ApiAccess api) => api switch
    {
        { Problem: { } problem } => problem,
        { State: ApiAccessState.ConsentMissing } => new ApiProblem(ProblemCodes.ConsentRequired, 403, "", Api: api.Api),
        _ => null,
    };

    private static string Href(ApiAccess api) =>
        api.State == ApiAccessState.Granted && api.Operations.Views().FirstOrDefault(v => v.IsAllowed) is { } view
            ? DataUrl.Of(api.Api, view.Name)
            : $"tokens#{Uri.EscapeDataString(api.Api)}";
}
