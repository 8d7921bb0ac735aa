using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AccessContract.Pasting;

/// <summary>
/// Looks for tokens in a pasted text, whatever was copied with them. If it has none, it says what the text is instead.
/// </summary>
public static class PastedText
{
    /// <summary>In characters: the longest token, and what was copied with it.</summary>
    public const int MaxLength = DecodedToken.MaxLength * 2;

    // eyJ in base64 once more, as Kubernetes and some tools write secrets.
    private const string EncodedTwice = "ZXlK";
    private const int Unranked = 9;

    private static readonly PasteKind[] Certain =
        [PasteKind.Encrypted, PasteKind.TooManyParts, PasteKind.Damaged, PasteKind.DetachedSignature];

    private static readonly PasteKind[] OfOnePart = [PasteKind.CutOff, PasteKind.HeaderOnly, PasteKind.OtherFormat];

    public static PasteResult Read(string text)
    {
        if (text.Length > MaxLength)
            return TooLong(text.Length);
        if (PlainText.IsBinary(text))
            return NotATokenText.For(PasteKind.Binary);

        var plain = PlainText.Of(text);
        if (Bare(plain).Length == 0)
            return NotATokenText.Empty;

        var readings = Readings(plain);
        if (readings.Any(r => r.Token is not null))
            return Choose(plain, readings);
        if (PastedJson.Claims(text) is { } claims)
        {
            return new(PasteKind.Claims, [claims],
                ["These are decoded claims, not a token: the signature cannot be checked, and anyone could have changed them."]);
        }

        return WithoutToken(plain, readings);
    }

    private static List<TokenReading> Readings(string plain)
    {
        var readings = TokenScanner.Find(plain).ConvertAll(TokenReading.Of);
        if (readings.Exists(r => r.Token is not null))
            return readings;
        if (Decoded(plain) is { } decoded)
            return TokenScanner.Find(decoded).ConvertAll(TokenReading.Of);
        if (readings.Count == 0)
            return readings;

        // Some consoles replace line breaks by spaces.
        var together = TokenScanner.Find(string.Concat(plain.Where(c => !char.IsWhiteSpace(c)))).ConvertAll(TokenReading.Of);
        return together.Exists(r => r.Token is not null) ? together : readings;
    }

    private static PasteResult Choose(string plain, List<TokenReading> readings)
    {
        var found = readings.Where(r => r.Token is not null)
            .GroupBy(r => r.Token!.Compact, StringComparer.Ordinal)
            .Select(g => g.MinBy(r => Rank(r.Token!))!)
            .ToList();
        var best = found.Min(r => Rank(r.Token!));
        var leading = found.Count == 1 ? found : best < Unranked ? found.FindAll(r => Rank(r.Token!) == best) : [];
        var chosen = leading is [var one] ? one : null;
        var tokens = (chosen is null ? found : [chosen, .. found.Where(r => r != chosen)]).ConvertAll(r => r.Token!);
        var notes = new List<string>(chosen?.Notes ?? []);
        if (chosen is not null)
            notes.AddRange(NotesAbout(plain, chosen.Token!, tokens));
        if (chosen is null)
            notes.Add($"The text has {tokens.Count} different tokens, and does not say which one you mean. Choose one.");
        if (readings.Exists(r => r.Problem is { Kind: PasteKind.CutOff or PasteKind.Damaged or PasteKind.Encrypted }))
            notes.Add("Another token in the text is cut off, damaged or encrypted. It was ignored.");
        notes.AddRange(Secrets(plain));
        return new(chosen is null ? PasteKind.SeveralTokens : PasteKind.Token, tokens, notes);
    }

    private static int Rank(FoundToken token) => token.Name switch
    {
        _ when IsProof(token) => Unranked,
        "assertion" or "subjecttoken" => 1,
        "accesstoken" => 2,
        "bearer" or "dpop" => 3,
        _ => Unranked,
    };

    private static bool IsProof(FoundToken token) => token.Content.Header.GetValueOrDefault("typ") == "dpop+jwt";

    private static IEnumerable<string> NotesAbout(string plain, FoundToken chosen, List<FoundToken> tokens)
    {
        if (chosen.Name == "assertion" || (chosen.Name != "clientassertion" && PastedName.ValueOf(plain, "assertion") == chosen.Compact))
        {
            yield return "This is the assertion of an on-behalf-of request: the token that the middle tier received, "
                + "which it exchanges for a new one. The new token is in the response.";
        }

        if (chosen.Name == "clientassertion")
            yield return "This is a client assertion: the client proves its identity with it. It is not an access token.";
        if (chosen.Name == "idtoken")
            yield return "The text calls this an ID token. It tells the client who the user is; APIs need the access token.";
        if (chosen.Name == "refreshtoken")
        {
            yield return "The text calls this a refresh token. Only the sign-in service accepts it. "
                + "Anyone who has it may be able to act as you: do not share it.";
        }

        foreach (var ignored in tokens.Skip(1))
        {
            yield return ignored.Name switch
            {
                _ when IsProof(ignored) => "A DPoP proof is also in the text. It was not used: it proves who sends the access token.",
                "idtoken" => "An ID token (id_token) is also in the text. It was not used: APIs need the access token.",
                "clientassertion" => "A client assertion is also in the text. It was not used. "
                    + "It proves the client’s identity: do not share it.",
                "refreshtoken" => "A refresh token that is a JWT is also in the text. It was not used.",
                _ => "Another token is also in the text. It was not used.",
            };
        }

        if (plain.Contains("Bearer Bearer", StringComparison.OrdinalIgnoreCase))
            yield return "The word Bearer is there twice. APIs refuse such a header: send it once.";
    }

    private static IEnumerable<string> Secrets(string plain)
    {
        if (PastedName.ValueOf(plain, "refresh_token") is { } refresh && !PartJson.BeginsAt(refresh, 0))
        {
            yield return "A refresh token (refresh_token) is also in the text. It was ignored. "
                + "Anyone who has it may be able to act as you: do not share it.";
        }

        if (PastedName.ValueOf(plain, "client_secret") is not null)
            yield return "A client secret (client_secret) is also in the text. It was ignored. Replace it if others may have seen it.";
    }

    private static PasteResult WithoutToken(string plain, List<TokenReading> readings)
    {
        var problems = readings.ConvertAll(r => r.Problem!);
        if (problems.Find(p => Certain.Contains(p.Kind)) is { } certain)
            return certain;
        if (problems.Count > 1 && problems.TrueForAll(p => OfOnePart.Contains(p.Kind)) && !plain.Contains('.', StringComparison.Ordinal))
        {
            return PasteResult.Without(PasteKind.CutOff, "Parts of a token, without the dots",
                "The parts of a token are on separate lines or apart, and the dots between them are missing. Copy the whole token again: "
                    + "three parts, separated by two dots.");
        }

        if (problems.Find(p => p.Kind == PasteKind.CutOff) is { } cut)
            return cut;
        if (NotATokenShape.Of(plain) is { } kind)
            return NotATokenText.For(kind);
        if (problems.Count > 0)
            return problems[0];

        var bare = Bare(plain);
        if (bare.Split('.').Length != 3 || bare.Any(char.IsWhiteSpace))
            return NotATokenText.For(PasteKind.Opaque);

        var error = DecodedToken.Of(bare, SignatureEvidence.Unchecked).Error;
        return PasteResult.Without(PasteKind.Damaged, "Not a token that can be read", $"{error} {NotATokenText.PasteAccessToken}");
    }

    private static string Bare(string plain)
    {
        var bare = plain.Trim().Trim('"', '\'', '`', ',', ';', '<', '>', ' ', '\n', '\r', '\t');
        foreach (var prefix in new[] { "Authorization:", "Bearer", "access_token=", "id_token=" })
        {
            if (bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                bare = bare[prefix.Length..].Trim();
        }

        return bare;
    }

    private static string? Decoded(string plain)
    {
        if (HexText.Read(plain) is { } text)
            return text;

        var at = plain.IndexOf(EncodedTwice, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var end = at;
        while (end < plain.Length && (char.IsAsciiLetterOrDigit(plain[end]) || plain[end] is '+' or '/' or '-' or '_' or '\r' or '\n'))
            end++;
        var value = string.Concat(plain[at..end].Where(c => c is not ('\r' or '\n'))).Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(value) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(value)) : null;
    }

    private static PasteResult TooLong(int length) => PasteResult.Without(
        PasteKind.TooLong,
        "Too long to decode",
        $"The text has {length.ToString("N0", CultureInfo.InvariantCulture)} characters; the limit is {DecodedToken.MaxLength / 1024} KB for a token. "
            + $"Tokens usually have a few KB at most. {NotATokenText.PasteAccessToken}");
}
