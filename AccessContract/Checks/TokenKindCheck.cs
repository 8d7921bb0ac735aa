namespace AccessContract.Checks;

/// <summary>Whether this is an access token, and of a kind that the operation accepts.</summary>
internal static class TokenKindCheck
{
    private static readonly string[] Deciding = ["idtyp", "scp"];

    private static readonly Fix SendAccessToken = new(
        FixOwner.ClientDeveloper, "Send the access token that the sign-in service issued for this API.");

    public static CheckResult Run(CheckInput input)
    {
        var token = input.Token;
        IReadOnlyList<string> kinds = [.. input.Alternatives.Select(a => Label(a.TokenKind)).Distinct()];
        var type = token.Header.GetValueOrDefault("typ");
        if (token.Header.Count > 0 && input.Validation.Accepted is { Count: > 0 } types && !types.Contains(type, StringComparer.Ordinal))
        {
            return input.Failed(
                [type ?? "no typ"], "The typ in its header is not that of an access token.", SendAccessToken, types);
        }

        if (token.Has("nonce"))
        {
            return input.Failed(
                ["nonce"],
                "The token has a nonce, like an ID token. An ID token only identifies the user; no API accepts it.",
                SendAccessToken,
                kinds);
        }

        return input.Facts.TokenKind switch
        {
            // The operation publishes no alternatives, so it is unknown whether the kind matters.
            TokenKind.Unknown when input.Alternatives.Count == 0 =>
                input.NotChecked(DecidingClaims(token), Contradiction(token)),
            TokenKind.Unknown =>
                input.Failed(DecidingClaims(token), Contradiction(token), MissingKindFix(input), kinds),
            var kind when input.Alternatives.Count > 0 && input.Alternatives.All(a => a.TokenKind != kind) => input.Failed(
                [Label(kind)], $"This is {Label(kind)}; the operation accepts only {string.Join(" or ", kinds)}.", OtherKindFix(input, kind), kinds),
            var kind => input.Passed([Label(kind)], $"This is {Label(kind)}.", kinds),
        };
    }

    private static string Label(TokenKind kind) => kind == TokenKind.App ? "an app-only token" : "a user’s access token";

    private static string[] DecidingClaims(TokenContent token) =>
        [.. Deciding.Select(name => token.First(name) is { } value ? $"{name} {value}" : $"no {name}")];

    private static string Contradiction(TokenContent token) => token.Has("idtyp")
        ? "The idtyp and scp claims contradict each other: a user’s token has scp, an app-only token does not."
        : "The kind of token is unknown: scp is missing, as in an app-only token, but idtyp is missing too.";

    private static Fix MissingKindFix(CheckInput input) => input.Token.Has("idtyp")
        ? SendAccessToken
        : new Fix(
            FixOwner.ClientDeveloper,
            $"For a user’s token, request a scope of {input.Api} on behalf of the user. "
                + $"For an app-only token, add the optional claim idtyp to {input.Api}’s registration.",
            "optionalClaims.accessToken: idtyp");

    private static Fix OtherKindFix(CheckInput input, TokenKind kind) => kind == TokenKind.App
        ? new Fix(FixOwner.ClientDeveloper, "Call the API on behalf of a signed-in user, not with client credentials.")
        : new Fix(FixOwner.ClientDeveloper, $"{input.Api} allows only applications to do this: call it with client credentials and an app role.");
}
