using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Explains why the authority issued no token.</summary>
internal static class TokenProblems
{
    /// <summary>Whether acquiring a token failed, at whatever stage of a call.</summary>
    public static bool IsAboutToken(Exception exception) =>
        exception is MsalException or MicrosoftIdentityWebChallengeUserException or AuthorityException;

    /// <summary>Null for an exception that has nothing to do with acquiring a token.</summary>
    public static ApiProblem? Explain(Exception exception, string api, RequestedScopes scopes) =>
        Describe(exception, api, scopes) is { } problem ? WithReference(problem, exception) : null;

    private static ApiProblem? Describe(Exception exception, string api, RequestedScopes scopes) => exception switch
    {
        MicrosoftIdentityWebChallengeUserException challenge => Challenge(challenge.MsalUiRequiredException, api, scopes),
        MsalUiRequiredException interaction => Challenge(interaction, api, scopes),
        AuthorityException unavailable => unavailable.ToProblem(api, api),
        MsalServiceException { StatusCode: 0 or >= 500 or 429 } => AuthorityUnavailable(api),
        MsalServiceException refused => Refused(refused, api),
        MsalClientException client => Refused(client, api),
        HttpRequestException or TaskCanceledException { InnerException: TimeoutException } => AuthorityUnavailable(api),
        _ => null,
    };

    // What identifies the refusal: the authority's own text, and the ID that finds it in the authority's logs.
    private static ApiProblem WithReference(ApiProblem problem, Exception exception)
    {
        var msal = exception is MicrosoftIdentityWebChallengeUserException challenge
            ? challenge.MsalUiRequiredException
            : exception as MsalException;
        var message = AuthorityMessage.Read(msal?.Message);
        return problem with
        {
            CorrelationId = msal?.CorrelationId is { Length: > 0 and <= 64 } id ? id : message?.CorrelationId,
            ErrorText = message is { Text.Length: > 0 } ? message.Text : null,
        };
    }

    /// <summary>The same for an app-only token, for which no user can sign in.</summary>
    public static ApiProblem? ExplainForApplication(Exception exception, string api) => exception switch
    {
        AuthorityException unavailable => unavailable.ToProblem(api, api),
        MsalServiceException { StatusCode: 0 or >= 500 or 429 } => AuthorityUnavailable(api),
        MsalException refused => WithReference(Refused(refused, api), refused),
        HttpRequestException or TaskCanceledException { InnerException: TimeoutException } => AuthorityUnavailable(api),
        _ => null,
    };

    public static ApiProblem NoResource(string api) => new(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        $"The resource of {api} is not configured",
        $"Its scopes name no resource. Set DownstreamApis:{api}:ApplicationScope to {{resource}}/.default.",
        Api: api);

    private static ApiProblem Challenge(MsalUiRequiredException exception, string api, RequestedScopes scopes)
    {
        var errorCode = ErrorCode(exception);
        return errorCode switch
        {
            "AADSTS65001" or "AADSTS65004" => ConsentRequired(api, scopes, errorCode),
            "AADSTS90094" or "AADSTS90095" => AdministratorRequired(api, scopes with { AdministratorOnly = scopes.Names }, errorCode),
            "AADSTS50013" or "AADSTS500131" or "AADSTS500133" or "AADSTS50173" or "AADSTS700082" => SignInAgain(api, errorCode),
            _ when AadstsCodes.Find(errorCode) is { IsBlock: true } known => Blocked(api, known),
            _ when exception.Classification == UiRequiredExceptionClassification.ConsentRequired =>
                ConsentRequired(api, scopes, errorCode),
            _ => InteractionRequired(api, scopes, errorCode, exception.Claims),
        };
    }

    private static ApiProblem ConsentRequired(string api, RequestedScopes scopes, string? errorCode) => scopes.AdministratorOnly.Count > 0
        ? AdministratorRequired(api, scopes, errorCode)
        : new ApiProblem(
            ProblemCodes.ConsentRequired,
            StatusCodes.Status403Forbidden,
            $"You have not consented to the portal calling {api} for you",
            "On-behalf-of needs your consent once. The sign-in service shows what the portal requests; you can accept or decline.",
            Api: api,
            Scopes: scopes.Names,
            ErrorCode: errorCode);

    private static ApiProblem AdministratorRequired(string api, RequestedScopes scopes, string? errorCode) => new(
        ProblemCodes.ConsentRequired,
        StatusCodes.Status403Forbidden,
        $"An administrator must consent to the portal calling {api}",
        "Users cannot consent to this scope themselves. An administrator can consent once for the whole organisation.",
        Api: api,
        Scopes: scopes.Names,
        ErrorCode: errorCode,
        AdministratorScopes: scopes.AdministratorOnly);

    private static ApiProblem SignInAgain(string api, string? errorCode) => new(
        ProblemCodes.SignInRequired,
        StatusCodes.Status401Unauthorized,
        "Sign in again",
        "The sign-in service no longer accepts the token of this session. After signing in you return to this page.",
        Api: api,
        ErrorCode: errorCode);

    // The authority returns interaction_required for these too, but no interaction would help.
    private static ApiProblem Blocked(string api, AadstsCode known) => new(
        ProblemCodes.AccessBlocked,
        StatusCodes.Status403Forbidden,
        known.Title,
        $"The portal cannot get a token for {api}. {known.Meaning}",
        Api: api,
        ErrorCode: known.Code);

    private static ApiProblem InteractionRequired(
        string api, RequestedScopes scopes, string? errorCode, string? claims) => new(
        ProblemCodes.InteractionRequired,
        StatusCodes.Status403Forbidden,
        AadstsCodes.Find(errorCode)?.Title ?? "The sign-in service requests an interaction",
        $"The portal cannot get a token for {api} yet. "
            + (AadstsCodes.Find(errorCode)?.Meaning ?? "The sign-in service asks you to act, for example to confirm a second factor."),
        Api: api,
        Scopes: scopes.Names,
        Claims: claims is { Length: > 0 } ? claims : null,
        ErrorCode: errorCode);

    private static ApiProblem AuthorityUnavailable(string api) => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The sign-in service is not available",
        $"The portal needs a new token for {api}, and the sign-in service did not respond or reported a failure. Try again in a moment.",
        Api: api);

    private static ApiProblem Refused(MsalException exception, string api)
    {
        var errorCode = ErrorCode(exception);
        var known = AadstsCodes.Find(errorCode);
        var cause = known?.Meaning ?? (exception is MsalServiceException
            ? "The sign-in service refused the request, and the portal has no explanation of its error code."
            : "The portal’s credential, its settings or its token cache could not be used.");
        return new ApiProblem(
            ProblemCodes.SettingsInvalid,
            StatusCodes.Status502BadGateway,
            known?.Title ?? "The portal cannot get a token",
            $"The portal cannot get a token for {api}. {cause}",
            Api: api,
            ErrorCode: errorCode ?? exception.ErrorCode);
    }

    /// <summary>The authority's own code, such as <c>AADSTS65001</c>; null if the exception contains none.</summary>
    public static string? ErrorCode(MsalException exception) => AuthorityMessage.Read(exception.Message)?.Code;
}
