namespace AccessContract.Checks;

/// <summary>Whether this is an access token, and of a kind that the operation accepts.</summary>
internal static class TokenKindCheck
{
    private static readonly string[] Deciding = ["idtyp", "scp"];

    public static CheckResult Run(CheckInput input)
    {
        var token = input.Token;
        var kinds = Labels(input.Alternatives);
        var type = token.Header.GetValueOrDefault("typ");
        if (token.Header.Count > 0 && input.Validation.Accepted is { Count: > 0 } types && !types.Contains(type, StringComparer.Ordinal))
        {
            return input.Failed(
                Causes.OtherType, [type ?? "no typ"], type is null
                    ? "Its header has no typ; an access token has JWT or at+jwt."
                    : $"The typ in its header is {Type(type)}, not that of an access token.", types);
        }

        if (token.Has("nonce"))
        {
            return input.Failed(
                Causes.IdToken,
                ["nonce"],
                "The token has a nonce, like an ID token. An ID token only identifies the user; no API accepts it.",
                kinds);
        }

        var kind = input.Facts.TokenKind;
        if (kind == TokenKind.Unknown)
        {
            // The operation may publish no alternatives, or accept any valid token: then the kind may not matter.
            var (cause, explanation) = ExplainUnknown(input);
            return input.Alternatives.Count == 0 || AcceptsAny(input.Alternatives)
                ? input.NotChecked(DecidingClaims(token), explanation)
                : input.Failed(cause, DecidingClaims(token), explanation, kinds);
        }

        return input.Alternatives.Count > 0 && input.Alternatives.All(w => w.TokenKind != kind)
            ? input.Failed(
                kind == TokenKind.App ? Causes.UserRequired : Causes.AppRequired,
                [Label(kind)],
                $"This is {Label(kind)}; the operation accepts only {string.Join(" or ", kinds)}.",
                kinds)
            : input.Passed([Label(kind)], $"This is {Label(kind)}.", kinds);
    }

    private static string Label(TokenKind kind) => kind == TokenKind.App ? "an app-only token" : "a user’s access token";

    private static List<string> Labels(IReadOnlyList<AccessAlternative> alternatives)
    {
        var labels = new List<string>(2);
        foreach (var alternative in alternatives)
        {
            var label = Label(alternative.TokenKind);
            if (!labels.Contains(label))
                labels.Add(label);
        }

        return labels;
    }

    private static bool AcceptsAny(IReadOnlyList<AccessAlternative> alternatives) =>
        new[] { TokenKind.User, TokenKind.App }.All(kind => alternatives.Any(
            a => a.TokenKind == kind && a is { Scopes.Count: 0, Roles.Count: 0, Contexts: null or { Count: 0 } }));

    private static string Type(string type) => type switch
    {
        { Length: > 0 and <= 40 } => type,
        _ => "unusual",
    };

    private static string[] DecidingClaims(TokenContent token) =>
        [.. Deciding.Select(name => token.First(name) is { } value ? $"{name} {value}" : $"no {name}")];

    private static (Cause Cause, string Explanation) ExplainUnknown(CheckInput input)
    {
        var token = input.Token;
        if (token.Has("idtyp"))
        {
            return token.First("idtyp") is "app" or "user"
                ? (Causes.KindContradicts, "The idtyp and scp claims contradict each other: a user’s token has scp, an app-only token does not.")
                : (Causes.KindUnknown, "The idtyp claim is neither user nor app.");
        }

        if (token.First("scope") is { Length: > 0 })
            return (Causes.ScopesInOtherClaim, "The scopes are in the claim scope (RFC 9068). Entra writes them into scp, which is missing.");

        return AppOnlyShape.IsIn(token)
            ? (Causes.AppWithoutKind, "Probably an app-only token: scp is missing and no claim names a user. But idtyp is missing too, so it is not certain.")
            : (Causes.KindUnknown, "The kind of token is unknown: scp is missing, as in an app-only token, but idtyp is missing too.");
    }
}
