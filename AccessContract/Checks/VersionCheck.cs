using System.Security.Claims;

namespace AccessContract.Checks;

/// <summary>Entra's token version. Other sign-in services write other versions, or none.</summary>
internal static class VersionCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var claim = input.Token.Claims.FirstOrDefault(c => c.Type == "ver");
        IReadOnlyList<string> actual = claim is null ? [] : [claim.Value];
        if (input.Validation.Accepted.Count == 0)
            return input.NotChecked(actual, $"{input.Api} does not publish which token version it accepts.");
        if (TrustedIssuer.IsForeign(input))
            return input.NotChecked(actual, "The token is from another issuer, so its version says nothing here.");

        var isText = claim?.ValueType == ClaimValueTypes.String && !input.Token.IsList("ver");
        if (claim is not null && isText && input.Validation.Accepted.Contains(claim.Value, StringComparer.Ordinal))
            return input.Passed(actual, $"A v{claim.Value[..1]} token, as {input.Api} requires.");

        return claim switch
        {
            // The registration of this API cannot change the version of a token for another one.
            { Value: "1.0" } when isText && AudienceCheck.OfAnotherApp(input) is var (cause, explanation) =>
                input.Failed(cause, actual, $"This is a v1 token, and not one for {input.Api}. {explanation}"),
            { Value: "1.0" } when isText => input.Failed(Causes.Version1, actual,
                $"This is a v1 token; {input.Api} accepts v2. The API’s registration determines the version, not the caller."),
            { Value: "2.0" } when isText => input.Failed(Causes.Version2, actual,
                $"This is a v2 token; {input.Api} accepts v1. The API’s registration determines the version, not the caller."),
            null => input.Failed(Causes.VersionMissing, actual, "The token has no version: ver is missing. Entra writes it into every token."),
            _ => input.Failed(Causes.VersionUnknown, actual, "The ver claim is not an Entra version: it must be the string 1.0 or 2.0."),
        };
    }
}
