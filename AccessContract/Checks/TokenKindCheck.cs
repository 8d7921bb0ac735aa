namespace AccessContract.Checks;

/// <summary>An access token, and one of a kind that the operation has a way in for.</summary>
internal static class TokenKindCheck
{
    private static readonly string[] Deciding = ["idtyp", "scp"];

    private static readonly Fix Send = new(FixOwner.Developer, "Send the access token that the authority issued for this API.");

    public static CheckOutcome Run(CheckInput question)
    {
        var token = question.Token;
        IReadOnlyList<string> kinds = [.. question.Alternatives.Select(w => Word(w.Kind)).Distinct()];
        var type = token.Header.GetValueOrDefault("typ");
        if (token.Header.Count > 0 && question.Validation.Accepted is { Count: > 0 } types && !types.Contains(type, StringComparer.Ordinal))
            return question.Failed([type ?? "no typ"], "Its header’s typ is none of an access token’s.", Send, types);
        if (token.Has("nonce"))
            return question.Failed(["nonce"], "It carries a nonce, as an id token does. An id token says who signed in; it opens no API.", Send, kinds);

        return question.Kind switch
        {
            null => question.Failed(Carried(token), Contradiction(token), Ask(question), kinds),
            { } kind when question.Alternatives.Count > 0 && question.Alternatives.All(w => w.Kind != kind) => question.Failed(
                [Word(kind)], $"It is {Word(kind)}; this takes {string.Join(" or ", kinds)} only.", Other(question, kind), kinds),
            { } kind => question.Passed([Word(kind)], $"It is {Word(kind)}.", kinds),
        };
    }

    private static string Word(TokenKind kind) => kind == TokenKind.App ? "an application’s token" : "a user’s access token";

    private static string[] Carried(TokenContent token) =>
        [.. Deciding.Select(name => token.First(name) is { } value ? $"{name} {value}" : $"no {name}")];

    private static string Contradiction(TokenContent token) => token.Has("idtyp")
        ? "Its idtyp and its scp contradict each other: a user’s token has scp, an application’s has not."
        : "It carries no scope: scp is missing, so it is no user’s access token, and idtyp does not make it an application’s.";

    private static Fix Ask(CheckInput question) => question.Token.Has("idtyp")
        ? Send
        : new Fix(
            FixOwner.Developer,
            $"Ask for a named scope of {question.Api} on behalf of the user. Should this be an application’s token, let {question.Api}’s registration add idtyp.",
            "optionalClaims.accessToken: idtyp");

    private static Fix Other(CheckInput question, TokenKind kind) => kind == TokenKind.App
        ? new Fix(FixOwner.Developer, "Call on behalf of a signed-in user instead of with client credentials.")
        : new Fix(FixOwner.Developer, $"{question.Api} offers this to applications alone: call it with client credentials and an application role.");
}
