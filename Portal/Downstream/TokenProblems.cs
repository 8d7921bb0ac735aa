using System.Text.RegularExpressions;
using AccessContract.Checks;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Explains why the authority issued no token.</summary>
internal static partial class TokenProblems
{
    /// <summary>Null for an exception that has nothing to do with acquiring a token.</summary>
    public static ApiProblem? Explain(Exception exception, string api, RequestedScopes scopes) =>
        Describe(exception, api, scopes) is { } problem ? problem with { CorrelationId = CorrelationId(exception) } : null;

    private static ApiProblem? Describe(Exception exception, string api, RequestedScopes scopes) => exception switch
    {
        MicrosoftIdentityWebChallengeUserException challenge => Challenge(challenge.MsalUiRequiredException, api, scopes),
        MsalUiRequiredException interaction => Challenge(interaction, api, scopes),
        MsalServiceException { StatusCode: 0 or >= 500 or 429 } => AuthorityUnavailable(api),
        MsalServiceException refused => Refused(refused, api),
        MsalClientException client => Refused(client, api),
        HttpRequestException or TaskCanceledException { InnerException: TimeoutException } => AuthorityUnavailable(api),
        _ => null,
    };

    private static string? CorrelationId(Exception exception) => exception switch
    {
        MicrosoftIdentityWebChallengeUserException challenge => CorrelationId(challenge.MsalUiRequiredException),
        MsalException { CorrelationId: { Length: > 0 and <= 64 } id } => id,
        _ => null,
    };

    /// <summary>The same for an app-only token, for which no user can sign in.</summary>
    public static ApiProblem? ExplainForApplication(Exception exception, string api) => exception switch
    {
        MsalServiceException { StatusCode: 0 or >= 500 or 429 } => AuthorityUnavailable(api),
        MsalException refused => Refused(refused, api),
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
            _ when AadstsCodes.Find(errorCode) is { Who: FixOwner.Administrator } known => Blocked(api, known),
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
        $"{api} requires you to confirm your identity",
        $"The sign-in service needs you to act, for example to confirm a second factor, before the portal can call {api} for you.",
        Api: api,
        Scopes: scopes.Names,
        Claims: claims is { Length: > 0 } ? claims : null,
        ErrorCode: errorCode);

    private static ApiProblem AuthorityUnavailable(string api) => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The sign-in service does not respond",
        $"The portal needs a new token for {api} and cannot reach the sign-in service. Try again in a moment.",
        Api: api);

    private static ApiProblem Refused(MsalException exception, string api) => new(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        "The sign-in service refused the portal itself",
        $"The portal's registration or its settings for {api} are wrong. Send the error code to the portal operator.",
        Api: api,
        ErrorCode: ErrorCode(exception) ?? exception.ErrorCode);

    /// <summary>The authority's own code, such as <c>AADSTS65001</c>; null if the exception contains none.</summary>
    public static string? ErrorCode(MsalException exception) =>
        AadstsCode().Match(exception.Message) is { Success: true } match ? match.Value : null;

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex AadstsCode();
}
