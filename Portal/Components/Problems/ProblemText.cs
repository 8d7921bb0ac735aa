using Portal.Components.Shared;
using Portal.Contracts.Problems;

namespace Portal.Components.Problems;

/// <summary>The words and the next step that belong to a problem's code.</summary>
internal static class ProblemText
{
    public static StatusKind KindOf(ApiProblem problem) => StepOf(problem) switch
    {
        ProblemStep.Consent or ProblemStep.AdministratorConsent or ProblemStep.SignIn or ProblemStep.Interact => StatusKind.Missing,
        ProblemStep.AskAdministrator => StatusKind.Refused,
        ProblemStep.Retry => StatusKind.Broken,
        _ => StatusKind.Refused,
    };

    public static ProblemStep StepOf(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.RoleMissing => ProblemStep.AskAdministrator,
        ProblemCodes.ConsentRequired when problem is { Api: not null, AdministratorScopes.Count: > 0 } => ProblemStep.AdministratorConsent,

        // The scope that opens /api is agreed to at sign-in; only downstream APIs have a consent page of their own.
        ProblemCodes.ConsentRequired or ProblemCodes.ScopeMissing =>
            problem.Api is null ? ProblemStep.SignIn : ProblemStep.Consent,
        ProblemCodes.AccessBlocked => ProblemStep.Blocked,
        ProblemCodes.InteractionRequired => ProblemStep.Interact,
        ProblemCodes.SignInRequired => ProblemStep.SignIn,
        ProblemCodes.TokenExpired or ProblemCodes.TokenInvalid or ProblemCodes.TokenMissing when problem.Api is null =>
            ProblemStep.SignIn,
        ProblemCodes.AuthorityUnavailable or ProblemCodes.DownstreamUnavailable or ProblemCodes.DownstreamTimeout
            or ProblemCodes.DownstreamThrottled or ProblemCodes.PortalUnavailable or ProblemCodes.InternalError
            or ProblemCodes.DownstreamInvalid or ProblemCodes.TokenExpired => ProblemStep.Retry,
        ProblemCodes.QueryInvalid or ProblemCodes.RequestInvalid or ProblemCodes.NotFound
            or ProblemCodes.Stale or ProblemCodes.ChangeRefused or ProblemCodes.DirectoryRoleMissing
            or ProblemCodes.ExportLimit or ProblemCodes.ExportTooLarge => ProblemStep.None,
        _ => ProblemStep.AskOperator,
    };

    /// <summary>Whether what fixes it is at the authority, so that the user leaves the page and comes back to it.</summary>
    public static bool LeadsAway(ApiProblem problem) =>
        StepOf(problem) is ProblemStep.Consent or ProblemStep.AdministratorConsent or ProblemStep.Interact or ProblemStep.SignIn;

    /// <summary>Which of the apps is down, where that is what happened.</summary>
    public static string? WhoIsDown(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.DownstreamUnavailable => $"{Api(problem)} did not answer. The portal and your sign-in are fine.",
        ProblemCodes.DownstreamTimeout => $"{Api(problem)} is too slow to answer just now. The portal and your sign-in are fine.",
        ProblemCodes.DownstreamThrottled => $"{Api(problem)} answers, but asks for fewer requests for a while.",
        ProblemCodes.AuthorityUnavailable =>
            "It is the identity provider that does not answer: without it the portal gets no token. The data is untouched.",
        ProblemCodes.PortalUnavailable => "It is the portal's own backend that does not answer. You are still signed in.",
        _ => null,
    };

    /// <summary>What became of a change that was not taken.</summary>
    public static string? WhatWasSaved(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.Stale =>
            "It is not the version any more that you decided on. Nothing of yours was saved: look at it again, then decide again.",
        ProblemCodes.ChangeRefused => "Nothing was saved. What you entered is still there: choose something else, or cancel.",
        _ => null,
    };

    /// <summary>A check that failed, as people say it.</summary>
    public static string Check(string check) => check switch
    {
        "token_kind" => "the kind of token",
        "scope" => "the scope",
        "role" => "the app role",
        "authentication_context" => "the strength of the sign-in",
        "audience" => "the audience",
        _ => check,
    };

    public static string TokenKind(string? kind) => kind switch
    {
        "user" => "a signed-in user’s token",
        "app" => "an application’s own token",
        _ => "any token",
    };

    public static string Api(ApiProblem problem) => problem.Api ?? "The API";
}

/// <summary>What can be done about a problem.</summary>
internal enum ProblemStep
{
    None,
    AdministratorConsent,
    AskAdministrator,
    AskOperator,
    Blocked,
    Consent,
    Interact,
    Retry,
    SignIn,
}
