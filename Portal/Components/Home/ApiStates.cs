using Portal.Components.Data;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.SignIn;

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

    /// <summary>The button with which the user can fix the state; null if no button does.</summary>
    public static ApiButton? ButtonOf(ApiAccess api, string returnUrl) => StepOf(api) switch
    {
        ProblemStep.Consent => new(NextStep.GrantAccess(api.Api), SessionRoutes.Consent(api.Api, returnUrl, api.Problem?.Claims)),
        ProblemStep.Interact => new(NextStep.ContinueLabel, SessionRoutes.Consent(api.Api, returnUrl, api.Problem?.Claims)),
        ProblemStep.SignIn => new(NextStep.SignInAgainLabel, SessionRoutes.SignIn(returnUrl)),
        _ => null,
    };

    private static bool HasButton(ApiAccess api) => StepOf(api) is ProblemStep.Consent or ProblemStep.Interact or ProblemStep.SignIn;

    private static ProblemStep StepOf(ApiAccess api) => api switch
    {
        { Problem: { } problem } => ProblemText.StepOf(problem),
        { State: ApiAccessState.ConsentMissing } => ProblemStep.Consent,
        _ => ProblemStep.None,
    };

    private static string Href(ApiAccess api) =>
        api.State == ApiAccessState.Granted && api.Operations.Views().FirstOrDefault(v => v.IsAllowed) is { } view
            ? DataUrl.Of(api.Api, view.Name)
            : $"tokens#{Uri.EscapeDataString(api.Api)}";
}

/// <summary>A button that leads to the sign-in service.</summary>
internal sealed record ApiButton(string Label, string Href);
