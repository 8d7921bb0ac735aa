namespace AccessContract.Checks;

internal static class AudienceCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Token.All("aud");
        var accepted = question.Validation.Accepted;
        if (accepted.Count == 0 && carried.Count == 1)
            return question.NotChecked(carried, $"{question.Api} does not say by which name it knows itself.");

        return carried is [var audience] && accepted.Contains(audience, StringComparer.Ordinal)
            ? question.Passed(carried, $"It is for {question.Api}.")
            : question.Failed(carried, Words(carried, question), new Fix(
                FixOwner.Developer,
                $"Ask the authority for a token for {question.Api}: the scope begins with its client id. With on-behalf-of the portal’s backend does that.",
                $"DownstreamApis:{question.Api}:Scopes"));
    }

    private static string Words(IReadOnlyList<string> carried, CheckInput question)
    {
        if (carried.Count > 1)
            return $"It is for {carried.Count} apps at once; each could use it at the others. {question.Api} takes tokens for itself alone.";
        if (carried is not [{ Length: > 0 } audience])
            return "It names no audience: aud is missing or empty.";
        if (WellKnown.Resource(audience) is { } known)
            return $"It is for {known}. Nobody else may accept it, and {question.Api} does not.";

        if (audience == (question.Token.First("azp") ?? question.Token.First("appid")))
            return $"It is for the app that asked for it (aud is azp): on-behalf-of must exchange it before {question.Api} is called.";

        return IsUri(audience) && question.Validation.Accepted.Any(a => Guid.TryParse(a, out _))
            ? $"Its aud is an App ID URI; {question.Api} compares with its client id, which is what v2 tokens carry."
            : $"It is for another app. {question.Api} refuses it, as it should: otherwise that app could use your tokens here.";
    }

    private static bool IsUri(string audience) =>
        audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase) || audience.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
