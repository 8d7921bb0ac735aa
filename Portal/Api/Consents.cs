using Portal.Contracts;

namespace Portal.Api;

/// <summary>Reads the state of consent off an on-behalf-of attempt. What could not be checked is unknown, never granted.</summary>
internal static class Consents
{
    /// <param name="problem">What the attempt failed with; null when it brought a token.</param>
    public static ApiConsent Judge(string api, IReadOnlyList<string> scopes, ApiProblem? problem)
    {
        var (status, explanation) = problem switch
        {
            null => (ConsentStatus.Granted, $"The authority issued a token for {api} on your behalf just now, or a little earlier."),
            { Code: ProblemCodes.ConsentRequired, ErrorCode: "AADSTS90094" or "AADSTS90095" } => (
                ConsentStatus.NeedsAdministrator, $"Only an administrator can allow the portal to call {api} for you."),
            { Code: ProblemCodes.ConsentRequired } => (
                ConsentStatus.NotGranted, $"You have not allowed the portal to call {api} for you, or you took it back."),
            _ => (ConsentStatus.Unknown, $"It could not be checked: {problem.Title}."),
        };
        return new ApiConsent(api, scopes, status, explanation);
    }
}
