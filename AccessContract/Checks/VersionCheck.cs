using System.Security.Claims;

namespace AccessContract.Checks;

internal static class VersionCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var claim = input.Token.Claims.FirstOrDefault(c => c.Type == "ver");
        IReadOnlyList<string> actual = claim is null ? [] : [claim.Value];
        if (input.Validation.Accepted.Count == 0)
            return input.NotChecked(actual, $"{input.Api} does not publish which token version it accepts.");
        var isText = claim?.ValueType == ClaimValueTypes.String && !input.Token.IsList("ver");
        if (claim is not null && isText && input.Validation.Accepted.Contains(claim.Value, StringComparer.Ordinal))
            return input.Passed(actual, $"A v{claim.Value[..1]} token, as {input.Api} requires.");

        var explanation = claim switch
        {
            { Value: "1.0" } when isText => $"This is a v1 token; {input.Api} accepts v2. The API’s registration determines the version, not the caller.",
            { Value: "2.0" } when isText => $"This is a v2 token; {input.Api} accepts v1. The API’s registration determines the version, not the caller.",
            null => "The token has no version: ver is missing.",
            _ => "The ver claim is not an Entra version: it must be the string 1.0 or 2.0.",
        };
        return input.Failed(actual, explanation, new Fix(
            FixOwner.ApiDeveloper,
            $"In {input.Api}’s registration, set the access token version to {(input.Validation.Accepted.Contains("2.0") ? "2" : "1")}. "
                + "It applies to new tokens.",
            "api.requestedAccessTokenVersion"));
    }
}
