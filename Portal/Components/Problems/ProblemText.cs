using AccessContract;
using AccessContract.Checks;
using Portal.Components.Shared;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Components.Problems;

/// <summary>Explanations and the next step for each problem code.</summary>
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

        // Consent to the scope of /api is given at sign-in; only downstream APIs have their own consent link.
        ProblemCodes.ConsentRequired or ProblemCodes.ScopeMissing =>
            problem.Api is null ? ProblemStep.SignIn : ProblemStep.Consent,
        ProblemCodes.AccessBlocked => ProblemStep.Blocked,
        ProblemCodes.InteractionRequired => ProblemStep.Interact,
        ProblemCodes.SignInRequired => ProblemStep.SignIn,
        ProblemCodes.TokenExpired or ProblemCodes.TokenInvalid or ProblemCodes.TokenMissing when problem.Api is null =>
            ProblemStep.SignIn,
        ProblemCodes.AuditUnavailable or ProblemCodes.SavedViewsUnavailable or ProblemCodes.AuthorityUnavailable or ProblemCodes.DownstreamUnavailable or ProblemCodes.DownstreamTimeout
            or ProblemCodes.DownstreamThrottled or ProblemCodes.PortalUnavailable or ProblemCodes.InternalError
            or ProblemCodes.DownstreamInvalid or ProblemCodes.TokenExpired or ProblemCodes.RateLimited => ProblemStep.Retry,
        ProblemCodes.QueryInvalid or ProblemCodes.RequestInvalid or ProblemCodes.NotFound
            or ProblemCodes.Stale or ProblemCodes.ChangeRefused or ProblemCodes.DirectoryRoleMissing
            or ProblemCodes.ExportLimit or ProblemCodes.ExportTooLarge => ProblemStep.None,
        _ => ProblemStep.AskOperator,
    };

    /// <summary>Whether the fix is at the identity provider, so that the user leaves the page and returns to it.</summary>
    public static bool LeadsAway(ApiProblem problem) =>
        StepOf(problem) is ProblemStep.Consent or ProblemStep.AdministratorConsent or ProblemStep.Interact or ProblemStep.SignIn;

    /// <summary>The button with which the user can solve a problem at the sign-in service; null if no button does.</summary>
    /// <param name="returnUrl">Where to return to.</param>
    /// <param name="continues">The tab whose interrupted changes continue after a consent.</param>
    public static ProblemButton? ButtonOf(ApiProblem problem, string returnUrl, string? continues = null) =>
        ButtonOf(StepOf(problem), problem.Api, returnUrl, problem.Claims, continues);

    /// <summary>The same for a check of an API that a token fails.</summary>
    /// <param name="claims">The claims challenge for a stronger sign-in.</param>
    public static ProblemButton? ButtonOf(FixAction fix, string api, string returnUrl, string claims) => fix switch
    {
        FixAction.GrantConsent => ButtonOf(ProblemStep.Consent, api, returnUrl, claims: null, continues: null),
        FixAction.StepUp => ButtonOf(ProblemStep.Interact, api, returnUrl, claims, continues: null),
        FixAction.SignInAgain => ButtonOf(ProblemStep.SignIn, api, returnUrl, claims: null, continues: null),
        _ => null,
    };

    /// <summary>Which app is unavailable; null for other problems.</summary>
    public static string? WhoIsDown(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.DownstreamUnavailable => $"Only calls to {Api(problem)} are affected, not the portal and your sign-in.",
        ProblemCodes.DownstreamTimeout => $"{Api(problem)} is responding too slowly. The portal and your sign-in are not affected.",
        ProblemCodes.DownstreamThrottled => $"{Api(problem)} is available, but limits the number of requests.",
        ProblemCodes.AuthorityUnavailable =>
            "The sign-in service does not respond or reports a failure, and the portal cannot get a token without it.",
        ProblemCodes.PortalUnavailable => "The portal's own backend does not respond. You are still signed in.",
        _ => null,
    };

    /// <summary>What happened to a change that was refused.</summary>
    public static string? WhatWasSaved(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.Stale =>
            "It changed after you opened it. Your change was not saved. Review the current version, then try again.",
        ProblemCodes.ChangeRefused => "Nothing was saved. Your input is still there: change it, or cancel.",
        _ => null,
    };

    /// <summary>The name of a failed check.</summary>
    public static string Check(string check) => check switch
    {
        CheckNames.TokenKind => "the kind of token",
        CheckNames.Scope => "the scope",
        CheckNames.Role => "the app role",
        CheckNames.AuthenticationContext => "the strength of the sign-in",
        CheckNames.Audience => "the audience",
        _ => check,
    };

    public static string Token(TokenKind kind) => kind switch
    {
        TokenKind.User => "a signed-in user’s token",
        TokenKind.App => "an app-only token",
        _ => "any token",
    };

    public static string Api(ApiProblem problem) => Name(problem.Api);

    private static string Name(string? api) => api ?? "The API";

    private static ProblemButton? ButtonOf(ProblemStep step, string? api, string returnUrl, string? claims, string? continues)
    {
        return step switch
        {
            ProblemStep.Consent or ProblemStep.AdministratorConsent => new(NextStep.GrantAccess(Name(api)), Consent()),
            ProblemStep.Interact => new(NextStep.ContinueLabel, api is null ? SessionRoutes.SignIn(returnUrl) : Consent()),
            ProblemStep.SignIn => new(NextStep.SignInAgainLabel, SessionRoutes.SignIn(returnUrl)),
            _ => null,
        };

        string Consent() => SessionRoutes.Consent(api ?? "", returnUrl, claims, continues);
    }
}

/// <summary>A button that leads to the sign-in service.</summary>
internal sealed record ProblemButton(string Label, string Href);

/// <summary>The next step that can solve a problem.</summary>
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
