namespace AccessContract.Checks;

internal static class AudienceCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("aud");
        var accepted = input.Validation.Accepted;
        if (accepted.Count == 0 && actual.Count == 1)
            return input.NotChecked(actual, $"{input.Api} does not publish the audience that it accepts.");

        return actual is [var audience] && accepted.Contains(audience, StringComparer.Ordinal)
            ? input.Passed(actual, $"The token is issued for {input.Api}.")
            : input.Failed(actual, Explain(actual, input), new Fix(
                FixOwner.ClientDeveloper,
                $"Request a token for {input.Api}, with a scope that starts with its client ID. "
                + "The portal’s backend does this with on-behalf-of.",
                $"DownstreamApis:{input.Api}:Scopes"));
    }

    private static string Explain(IReadOnlyList<string> actual, CheckInput input)
    {
        if (actual.Count > 1)
            return $"The token names {actual.Count} apps as its audience; each of them could use it to call the others. "
                + $"{input.Api} accepts only tokens issued for it alone.";
        if (actual is not [{ Length: > 0 } audience])
            return "The token has no audience: aud is missing or empty.";
        if (WellKnown.Resource(audience) is { } known)
            return $"The token is issued for {known}. Any other API must refuse it, and {input.Api} does.";

        if (audience == (input.Token.First("azp") ?? input.Token.First("appid")))
            return $"The token is issued for the app that requested it (aud equals azp). Exchange it on-behalf-of before calling {input.Api}.";

        return IsUri(audience) && input.Validation.Accepted.Any(a => Guid.TryParse(a, out _))
            ? $"The aud claim is an App ID URI; {input.Api} expects its client ID, as in v2 tokens."
            : $"The token is issued for another app. {input.Api} must refuse it: "
                + "otherwise that app could call the API with tokens that it receives.";
    }

    private static bool IsUri(string audience) =>
        audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase) || audience.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
