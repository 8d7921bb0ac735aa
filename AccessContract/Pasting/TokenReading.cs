namespace AccessContract.Pasting;

/// <summary>What one run of the text is: a token, or the reason why it is not one.</summary>
/// <param name="Token">Null if the run is not a token that can be decoded.</param>
/// <param name="Problem">Why not; null if it is.</param>
/// <param name="Notes">What is unusual about how the token is written.</param>
internal sealed record TokenReading(FoundToken? Token, PasteResult? Problem, IReadOnlyList<string> Notes)
{
    private const string CopyAgain = "Copy the whole token again: three parts, separated by two dots.";

    public static TokenReading Of(TokenRun run)
    {
        var parts = run.Parts;
        var isElided = run.TrailingDots > 1;
        return parts.Count switch
        {
            > 3 when parts.Count == 5 && PartJson.Has(parts[0], "enc") => Not(Encrypted(parts[0])),
            > 3 when Enumerable.Range(1, parts.Count - 2).Any(i => parts[i].Length == 0) => Not(CutOff(
                "Its middle was replaced by dots, as browsers and logs do to shorten a token.")),
            > 3 => Not(TooMany(parts.Count)),
            3 when parts[1].Length == 0 => Not(Detached()),
            3 => Whole(run, parts, isElided),
            2 when run.TrailingDots == 1 => WithoutSignature(run, parts),
            2 => TwoParts(run, parts, isElided),
            _ => OnePart(run, parts[0]),
        };
    }

    private static TokenReading Not(PasteResult problem) => new(null, problem, []);

    private static TokenReading Whole(TokenRun run, IReadOnlyList<string> parts, bool isElided)
    {
        var decoded = DecodedToken.Of(string.Join('.', parts), SignatureEvidence.Unchecked);
        if (decoded.Token is { } token)
            return new(new FoundToken(token, string.Join('.', parts), run.Name), null, Remarks(run, isElided));

        if (PartJson.StateOf(parts[0]) == PartState.Whole && !PartJson.Has(parts[0], "alg") && PartJson.StateOf(parts[1]) != PartState.Whole)
        {
            return Not(PasteResult.Without(
                PasteKind.Cookie,
                "A signed session cookie, not a token",
                "It begins like a token, but its first part is the data of a session: web frameworks such as Flask sign cookies "
                    + "like this. It contains no token for an API. Anyone who has it may be able to use your session: do not share it. "
                    + NotATokenText.PasteAccessToken));
        }

        return PartJson.StateOf(parts[1]) == PartState.Incomplete || PartJson.StateOf(parts[0]) == PartState.Incomplete
            ? Not(CutOff("The end of its claims or of its header is missing, although a third part follows."))
            : Not(PasteResult.Without(PasteKind.Damaged, "A damaged token", $"{decoded.Error} {CopyAgain}"));
    }

    private static TokenReading WithoutSignature(TokenRun run, IReadOnlyList<string> parts)
    {
        var decoded = DecodedToken.Of($"{parts[0]}.{parts[1]}.", SignatureEvidence.Missing);
        if (decoded.Token is not { } token)
            return TwoParts(run, parts, isElided: false);

        string[] why = run.Next is '*' or '[' or '<' or '{' or '(' or '#'
            ? ["The signature was replaced on purpose, as logs do. The claims are complete, but no API accepts the token like this."]
            : ["There is nothing after the second dot: the token has no signature. It was not cut off within the claims: they are complete."];
        return new(new FoundToken(token, $"{parts[0]}.{parts[1]}.", run.Name), null, [.. why, .. Remarks(run, isElided: false)]);
    }

    private static TokenReading TwoParts(TokenRun run, IReadOnlyList<string> parts, bool isElided)
    {
        if (!PartJson.Has(parts[0], "alg", "typ", "kid") && PartJson.Has(parts[0], "aud", "iss", "exp", "sub"))
        {
            return Not(CutOff("Its beginning is missing: the first part, the header, is not there, and the text begins with the claims."));
        }

        if (PartJson.StateOf(parts[0]) == PartState.Whole && PartJson.StateOf(parts[1]) == PartState.Whole)
        {
            var decoded = DecodedToken.Of($"{parts[0]}.{parts[1]}.", SignatureEvidence.Missing);
            return decoded.Token is { } token
                ? new(new FoundToken(token, $"{parts[0]}.{parts[1]}.", run.Name), null,
                    [
                        "It has two parts, header and claims, both complete. The third part, the signature, is missing with its dot: "
                            + "logs often remove it on purpose. No API accepts the token like this.",
                        .. Remarks(run, isElided),
                    ])
                : Not(PasteResult.Without(PasteKind.Damaged, "A damaged token", $"{decoded.Error} {CopyAgain}"));
        }

        return PartJson.StateOf(parts[0]) == PartState.Whole
            ? Not(CutOff("It has two parts, and it ends within the second, the claims."))
            : Not(PasteResult.Without(
                PasteKind.Damaged, "A damaged token", $"It has two parts instead of three, and the first, the header, cannot be read. {CopyAgain}"));
    }

    private static TokenReading OnePart(TokenRun run, string part) => PartJson.StateOf(part) switch
    {
        PartState.Whole when run.Name == "clientinfo" || PartJson.Has(part, "uid", "utid") => Not(NotATokenText.ClientInfo),
        PartState.Whole when PartJson.Has(part, "alg", "kid", "x5t") => Not(PasteResult.Without(
            PasteKind.HeaderOnly,
            "Only the header of a token",
            $"This is the first part of a token; the claims and the signature are missing. {CopyAgain}")),
        PartState.Whole when PartJson.Has(part, "aud", "iss", "exp", "sub") => Not(PasteResult.Without(
            PasteKind.CutOff,
            "Only the claims of a token",
            $"This is the second part of a token; the header and the signature are missing. {CopyAgain}")),
        PartState.Whole => Not(PasteResult.Without(
            PasteKind.OtherFormat,
            "Encoded JSON, not a token",
            $"This is JSON in base64url, for example a state or a cookie. A token has three such parts. {NotATokenText.PasteAccessToken}")),
        _ => Not(CutOff("It has no dots: it ends within the first part, the header.")),
    };

    private static List<string> Remarks(TokenRun run, bool isElided)
    {
        var notes = new List<string>();
        if (isElided)
            notes.Add("The text goes on with dots, so the token may be cut off: its signature may be incomplete.");
        if (run.IsWrapped)
            notes.Add("Line breaks in the token were removed. Send it in one line: APIs refuse a header with line breaks.");
        if (run.IsStandardBase64)
            notes.Add("It is written with + or /, in standard base64. A JWT has - and _ instead (base64url): APIs refuse this form.");
        else if (run.IsPadded)
            notes.Add("It is padded with =, which a JWT does not have: APIs refuse this form.");
        return notes;
    }

    private static PasteResult CutOff(string what) =>
        PasteResult.Without(PasteKind.CutOff, "A token that was cut off", $"{what} {CopyAgain}");

    private static PasteResult Encrypted(string header) => PasteResult.Without(
        PasteKind.Encrypted,
        "An encrypted token (JWE)",
        $"It has five parts, and its header names how it is encrypted (enc: {Short(PartJson.TextOf(header, "enc"))}). Only the app that it is for, "
            + "the owner of the private key, can decrypt it; neither the portal nor its sender can. "
            + "Ask the owner of that app what the token contains, or decode a token that is not encrypted.");

    private static PasteResult TooMany(int count) => PasteResult.Without(
        PasteKind.TooManyParts,
        "Too many parts for one token",
        $"It has {count} parts; a token has three: header, claims, signature. "
            + (count == 5 ? "It is not an encrypted token (JWE) either: its header has no enc. " : "")
            + "Probably two tokens were pasted together, or other text follows the token. Paste one token, or put a line break between the two.");

    private static PasteResult Detached() => PasteResult.Without(
        PasteKind.DetachedSignature,
        "A detached signature",
        "There is nothing between its two dots: this is a JWS whose content is sent separately. It proves who signed a message, "
            + $"and is not an access token. {NotATokenText.PasteAccessToken}");

    private static string Short(string? text) => text is null ? "unknown" : text.Length > 20 ? text[..20] : text;
}
