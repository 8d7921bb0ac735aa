using System.Text.RegularExpressions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Words for a token that the authority would not, or could not, give on behalf of the user.</summary>
internal static partial class TokenProblems
{
    /// <summary>Null for an exception that has nothing to do with acquiring a token.</summary>
    public static ApiProblem? Explain(Exception exception, string api, RequestedScopes scopes) =>
        Words(exception, api, scopes) is { } problem ? problem with { CorrelationId = CorrelationId(exception) } : null;

    private static ApiProblem? Words(Exception exception, string api, RequestedScopes scopes) => exception switch
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

    /// <summary>The same for a token of the application's own: nobody can be asked to sign in for it.</summary>
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
        $"The portal cannot tell which resource {api} is",
        $"Its scopes name none. Set DownstreamApis:{api}:ApplicationScope to its resource and /.default.",
        Api: api);

    private static ApiProblem Challenge(MsalUiRequiredException exception, string api, RequestedScopes scopes)
    {
        var errorCode = ErrorCode(exception);
        return errorCode switch
        {
            "AADSTS65001" or "AADSTS65004" => ConsentRequired(api, scopes, errorCode),
            "AADSTS90094" or "AADSTS90095" => AdministratorRequired(api, scopes with { AdministratorOnly = scopes.Names }, errorCode),
            "AADSTS50013" or "AADSTS500131" or "AADSTS500133" or "AADSTS50173" or "AADSTS700082" => SignInAgain(api, errorCode),
            _ when AadstsCodes.Find(errorCode) is { Who: FixOwners.Administrator } known => Blocked(api, known),
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
            $"You have not yet allowed the portal to call {api} for you",
            "On-behalf-of needs your consent, once. The next page is the identity provider's: it names what the portal asks for, and you can say no.",
            Api: api,
            Scopes: scopes.Names,
            ErrorCode: errorCode);

    private static ApiProblem AdministratorRequired(string api, RequestedScopes scopes, string? errorCode) => new(
        ProblemCodes.ConsentRequired,
        StatusCodes.Status403Forbidden,
        $"An administrator has to allow the portal to call {api}",
        "It takes a permission that users cannot give themselves. An administrator gives it, once, for the whole organisation.",
        Api: api,
        Scopes: scopes.Names,
        ErrorCode: errorCode,
        AdministratorScopes: scopes.AdministratorOnly);

    private static ApiProblem SignInAgain(string api, string? errorCode) => new(
        ProblemCodes.SignInRequired,
        StatusCodes.Status401Unauthorized,
        "Sign in again",
        "The identity provider no longer accepts the token of this session. Signing in again brings you back to this page.",
        Api: api,
        ErrorCode: errorCode);

    // The authority says interaction_required of these too, and nothing that the user could do there would help.
    private static ApiProblem Blocked(string api, AadstsCode known) => new(
        ProblemCodes.AccessBlocked,
        StatusCodes.Status403Forbidden,
        known.Title,
        $"So the portal gets no token for {api}. {known.Meaning}",
        Api: api,
        ErrorCode: known.Code);

    private static ApiProblem InteractionRequired(
        string api, RequestedScopes scopes, string? errorCode, string? claims) => new(
        ProblemCodes.InteractionRequired,
        StatusCodes.Status403Forbidden,
        $"{api} asks you to confirm who you are",
        $"The identity provider wants you in person, for instance with a second factor, before it lets the portal call {api} for you.",
        Api: api,
        Scopes: scopes.Names,
        Claims: claims is { Length: > 0 } ? claims : null,
        ErrorCode: errorCode);

    private static ApiProblem AuthorityUnavailable(string api) => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The identity provider does not answer",
        $"The portal needs a fresh token for {api} and cannot reach the authority that issues it. Try again in a moment.",
        Api: api);

    private static ApiProblem Refused(MsalException exception, string api) => new(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        "The identity provider refused the portal itself",
        $"Not your doing: the portal's registration or its settings for {api} are wrong. Quote the code to whoever runs the portal.",
        Api: api,
        ErrorCode: ErrorCode(exception) ?? exception.ErrorCode);

    /// <summary>The authority's own code, such as <c>AADSTS65001</c>; null where the exception names none.</summary>
    public static string? ErrorCode(MsalException exception) =>
        AadstsCode().Match(exception.Message) is { Success: true } match ? match.Value : null;

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex AadstsCode();
}
