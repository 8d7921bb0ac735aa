namespace AccessContract.Checks;

internal static class AudienceCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("aud");
        var accepted = input.Validation.Accepted;
        if (accepted.Count == 0 && actual.Count == 1)
            return input.NotChecked(actual, $"{input.Api} does not publish the audience that it accepts.");
        if (actual is [var passing] && accepted.Contains(passing, StringComparer.Ordinal))
            return input.Passed(actual, $"The token is issued for {input.Api}.");
        if (!input.Rules.Published && actual is [var only] && IsUnknownUri(only, input))
            return input.NotChecked(actual, $"Unknown: the audience may be an App ID URI of {input.Api}, which does not publish the audiences that it accepts.");

        var (cause, explanation) = actual switch
        {
            { Count: > 1 } => (Causes.AudienceSeveral,
                $"The token names {actual.Count} apps as its audience; each of them could use it to call the others. "
                    + $"{input.Api} accepts only tokens issued for it alone."),
            [{ Length: > 0 } audience] => Explain(audience, input),
            _ => (Causes.AudienceMissing, "The token has no audience: aud is missing or empty."),
        };
        return input.Failed(cause, actual, explanation);
    }

    /// <summary>
    /// Why the token is certainly meant for another app; null if it may be meant for this API. A URI that is not known may be
    /// the API's own App ID URI.
    /// </summary>
    public static (Cause Cause, string Explanation)? OfAnotherApp(CheckInput input)
    {
        var accepted = input.Rules.Accepted(CheckNames.Audience);
        if (accepted.Count == 0 || input.Token.All("aud") is not [{ Length: > 0 } audience]
            || accepted.Any(a => audience.Contains(a, StringComparison.OrdinalIgnoreCase)))
            return null;

        return ExplainKnown(audience, input) ?? (Guid.TryParse(audience, out _) ? Unknown(input.Api) : null);
    }

    private static (Cause Cause, string Explanation) Explain(string audience, CheckInput input)
    {
        var (api, accepted) = (input.Api, input.Validation.Accepted);
        if (accepted.Any(a => IsSame(a, audience)))
            return (Causes.AudienceSpelling, "The audience differs only in case, spaces or a trailing slash. Audiences are compared exactly.");
        if (IsScope(audience, input))
            return (Causes.AudienceSpelling, $"The aud claim is a scope of {api}; the audience is the API alone.");
        if (IsUri(audience) && accepted.Any(a => Guid.TryParse(a, out _) && audience.Contains(a, StringComparison.OrdinalIgnoreCase)))
            return (Causes.AudienceUri, $"The aud claim is the App ID URI of {api}; {api} expects its client ID, as in v2 tokens.");

        return ExplainKnown(audience, input) ?? Unknown(api);
    }

    private static (Cause Cause, string Explanation)? ExplainKnown(string audience, CheckInput input)
    {
        var api = input.Api;
        if (WellKnown.Resource(audience) is { } known)
        {
            return (WellKnown.IsGraph(audience) ? Causes.Graph : Causes.AudienceOtherApi,
                $"The token is issued for {known}. Any other API must refuse it.");
        }

        if (input.Rules.Apps.FirstOrDefault(a => a.IsAudience(audience)) is { } app)
        {
            return app.Id == input.Rules.Client && !AppOnlyShape.IsIn(input.Token)
                ? (Causes.AudienceClient, $"The token is issued for {app.Name}, which exchanges it for a token for {api}.")
                : (Causes.AudienceOtherApi, $"The token is issued for {app.Name}, not for {api}. {api} must refuse it.");
        }

        return audience == (input.Token.First("azp") ?? input.Token.First("appid")) && !AppOnlyShape.IsIn(input.Token)
            ? (Causes.AudienceClient,
                $"The token is issued for the app that requested it (aud equals azp). Exchange it on-behalf-of before calling {api}.")
            : null;
    }

    private static (Cause Cause, string Explanation) Unknown(string api) => (Causes.AudienceOtherApi,
        $"The token is issued for another app. {api} must refuse it: otherwise that app could call the API with tokens that it receives.");

    private static bool IsScope(string audience, CheckInput input) => IsUri(audience) && input.Rules.Apps.Any(app =>
        input.Validation.Accepted.Contains(app.Id, StringComparer.OrdinalIgnoreCase)
        && app.Scopes.Any(s => audience.EndsWith($"{app.Id}/{s}", StringComparison.OrdinalIgnoreCase)));

    private static bool IsSame(string accepted, string audience) =>
        accepted.TrimEnd('/').Equals(audience.Trim().TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || audience.Equals($"spn:{accepted}", StringComparison.OrdinalIgnoreCase);

    // The settings name the client ID of the API, but not its App ID URIs.
    private static bool IsUnknownUri(string audience, CheckInput input) =>
        IsUri(audience)
        && WellKnown.Resource(audience) is null
        && !input.Validation.Accepted.Any(a => IsSame(a, audience))
        && !input.Rules.Apps.Any(a => a.IsAudience(audience));

    private static bool IsUri(string audience) =>
        audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase) || audience.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
