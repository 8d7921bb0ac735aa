namespace AccessContract.Pasting;

/// <summary>A run of characters that looks like a token: parts of base64, separated by dots.</summary>
/// <param name="Text">The characters, without line breaks.</param>
/// <param name="Name">What the text calls it; lowercase letters and digits.</param>
/// <param name="IsWrapped">Whether line breaks were removed.</param>
/// <param name="Next">The character after the run; a space at the end of the text.</param>
internal sealed record TokenRun(string Text, string Name, bool IsWrapped, char Next)
{
    /// <summary>The length of a signature in base64url, by algorithm. RSA keys have 2048, 3072 or 4096 bits.</summary>
    public static int[] SignatureLengths(string? algorithm) => algorithm switch
    {
        "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512" => [342, 512, 683],
        "ES256" or "EdDSA" or "HS512" => [86],
        "ES384" => [128],
        "ES512" => [176],
        "HS256" => [43],
        "HS384" => [64],
        _ => [],
    };

    /// <summary>The dots that end the run: one ends a sentence, or a token without a signature; more stand for what was cut off.</summary>
    public int TrailingDots { get; } = Text.Length - Text.TrimEnd('.').Length;

    /// <summary>The parts in base64url without padding, and without the trailing dots.</summary>
    public IReadOnlyList<string> Parts { get; } = [.. Normalize(Text).TrimEnd('.').Split('.').Select(p => p.TrimEnd('='))];

    /// <summary>The run has padding, which no JWT has.</summary>
    public bool IsPadded { get; } = Text.TrimEnd('.').Contains('=', StringComparison.Ordinal);

    /// <summary>The run has the characters + and /, which base64url replaces by - and _.</summary>
    public bool IsStandardBase64 { get; } = Normalize(Text) is var normalized && normalized.Length == Text.Length && normalized != Text;

    // A + or / after a base64url token belongs to what follows: a form's space, a path.
    private static string Normalize(string text)
    {
        var at = text.AsSpan().IndexOfAny('+', '/');
        if (at < 0)
            return text;

        var isUrl = text.AsSpan().IndexOfAny('-', '_') >= 0;
        var dot = text.LastIndexOf('.');
        var isEnd = dot >= 0 && at > dot && SignatureLengths(PartJson.TextOf(text[..text.IndexOf('.', StringComparison.Ordinal)], "alg")).Contains(at - dot - 1);
        return isUrl || isEnd ? text[..at] : text.Replace('+', '-').Replace('/', '_');
    }
}
