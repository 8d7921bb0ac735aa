using System.Text.RegularExpressions;

namespace Portal.Contracts.Problems;

/// <summary>The authority's description of an error, taken apart. Its text is for people, and is shown as plain text.</summary>
/// <param name="Code">The first code of the message, such as <c>AADSTS65001</c>.</param>
/// <param name="Text">
/// What follows the code, without the IDs and the time at its end. Shortened, and without runs of characters that could be
/// a token or a credential. Empty if the message has nothing but the code.
/// </param>
/// <param name="CorrelationId">Finds the request in the authority's logs; null if the message contains none.</param>
public sealed partial record AuthorityMessage(string Code, string Text, string? CorrelationId)
{
    private const int MaxLength = 400;

    /// <summary>Reads a message or an exception text that contains a code; null if there is none.</summary>
    public static AuthorityMessage? Read(string? message)
    {
        if (message is null || CodeAndText().Match(message) is not { Success: true } match)
            return null;

        var correlation = Correlation().Match(message, match.Index);
        return new AuthorityMessage(
            match.Groups["code"].Value,
            Shorten(match.Groups["text"].Value),
            correlation.Success ? correlation.Groups["id"].Value : null);
    }

    private static string Shorten(string text)
    {
        var visible = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        var harmless = Opaque().Replace(Spaces().Replace(visible, " ").Trim(), "…");
        return harmless.Length > MaxLength ? harmless[..MaxLength] + "…" : harmless;
    }

    // The description ends with IDs and a time. In exception texts, other members of the response follow it.
    [GeneratedRegex(
        @"(?<code>AADSTS[0-9]{4,9})(:\s*(?<text>.*?)(?=\s*(Trace ID:|Correlation ID:|Timestamp:|', error_uri:|\n\s+at )|\z))?",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex CodeAndText();

    [GeneratedRegex(@"Correlation ID:\s*(?<id>[0-9a-fA-F-]{8,36})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Correlation();

    [GeneratedRegex(@"[A-Za-z0-9+/_.=~-]{48,}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Opaque();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Spaces();
}
