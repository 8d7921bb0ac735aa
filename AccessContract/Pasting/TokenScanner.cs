using System.Text;

namespace AccessContract.Pasting;

/// <summary>
/// Finds everything in a text that looks like a token, whatever is around it, and joins the lines of a wrapped token.
/// Reads each character a bounded number of times.
/// </summary>
internal static class TokenScanner
{
    // Consoles and mail programs wrap at 60 to 250 columns. A longer line was not wrapped.
    private const int MaxWrappedLine = 250;
    private const int MaxHeader = 2048;
    private const int MaxNameDistance = 24;
    private const string Bearer = "bearer";

    // Also behind a prefix: X-MS-TOKEN-AAD-ACCESS-TOKEN.
    private static readonly string[] KnownNames = ["accesstoken", "idtoken", "refreshtoken"];

    public static List<TokenRun> Find(string text)
    {
        var runs = new List<TokenRun>();
        var (at, glued) = (0, -1);
        while (at < text.Length)
        {
            if (at != glued && !StartsAt(text, at))
            {
                at++;
                continue;
            }

            var (run, end) = Read(text, at);
            runs.Add(run);
            glued = end > at ? end : -1;
            at = Math.Max(end, at + 1);
            if (!PartJson.BeginsAt(text, glued))
                glued = -1;
        }

        return runs;
    }

    private static bool StartsAt(string text, int at) =>
        PartJson.BeginsAt(text, at)
        && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])
            || (at >= Bearer.Length && string.Compare(text, at - Bearer.Length, Bearer, 0, Bearer.Length, StringComparison.OrdinalIgnoreCase) == 0));

    private static (TokenRun Run, int End) Read(string text, int start)
    {
        var run = new StringBuilder();
        var lines = new List<WrappedLine>();
        var (at, end) = (start, start);
        while (true)
        {
            end = EndOfRun(text, at, run);
            run.Append(text, at, end - at);
            lines.Add(new WrappedLine(end - at, end - LineStart(text, at)));
            if (NextLine(text, end) is not (> 0 and var next) || !Continues(text, next, run, lines))
                break;

            // A soft line break of mail ends with =.
            while (run.Length > 0 && run[^1] == '=')
                run.Length--;
            at = next;
        }

        return (new TokenRun(run.ToString(), NameBefore(text, start), lines.Count > 1, end < text.Length ? text[end] : ' '), end);
    }

    private static int EndOfRun(string text, int at, StringBuilder before)
    {
        var (dots, part) = (Dots(before), at);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.')
                (dots, part) = (dots + 1, at + 1);
            else if (c == '=' ? !IsPadding(text, at) : !IsOfToken(c) || (c == '/' && At(text, at + 1) == '/'))
                return at;
            else if (dots >= 2 && at > part && c == 'e' && IsHeaderAt(text, at))
                return at;
            else if (dots >= 3 && at == part && c == 'e' && IsHeaderAt(text, at))
                return at;
        }

        return at;
    }

    private static bool IsOfToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+' or '/';

    private static bool IsPadding(string text, int at) => At(text, at + 1) is var next && (next is '=' or '.' || !IsOfToken(next));

    private static char At(string text, int at) => at < text.Length ? text[at] : ' ';

    private static int Dots(StringBuilder run)
    {
        var dots = 0;
        for (var i = 0; i < run.Length; i++)
            dots += run[i] == '.' ? 1 : 0;
        return dots;
    }

    private static bool IsHeaderAt(string text, int at)
    {
        if (!PartJson.BeginsAt(text, at))
            return false;

        var length = text.AsSpan(at, Math.Min(MaxHeader, text.Length - at)).IndexOf('.');
        return length > 0 && PartJson.Has(text.Substring(at, length), "alg");
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    // Where the next line begins after indentation and quote marks; -1 if the run is not at the end of its line.
    private static int NextLine(string text, int at)
    {
        while (At(text, at) is ' ' or '\t' && at < text.Length)
            at++;
        if (At(text, at) is '\\' or '`' or '^')
            at++;
        while (At(text, at) is ' ' or '\r' && at < text.Length)
            at++;
        if (At(text, at) != '\n')
            return -1;

        at++;
        while (at < text.Length && text[at] is ' ' or '\t' or '>' or '|')
            at++;
        return at < text.Length && (IsOfToken(text[at]) || text[at] == '.') ? at : -1;
    }

    private static bool Continues(string text, int at, StringBuilder run, List<WrappedLine> lines)
    {
        var end = EndOfRun(text, at, run);
        if (!IsEndOfLine(text, end) || end == at)
            return false;

        var raw = run.ToString();
        var header = raw[..(raw.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? dot : raw.Length)];
        var dots = raw.Count(c => c == '.');
        var allowed = PartJson.Has(header, "enc") ? 4 : 2;
        if (raw.EndsWith("..", StringComparison.Ordinal) && allowed == 2)
            return false;
        if (PartJson.BeginsAt(text, at))
            return dots == 1 && raw[^1] == '.';

        return dots < allowed || ContinuesSignature(text.AsSpan(at, end - at), raw, header, lines);
    }

    // Is the next line the rest of the signature, or a word below the token?
    private static bool ContinuesSignature(ReadOnlySpan<char> next, string run, string header, List<WrappedLine> lines)
    {
        var lengths = TokenRun.SignatureLengths(PartJson.TextOf(header, "alg"));
        var length = run.Length - run.LastIndexOf('.') - 1;
        if (next.Contains('.') || lengths.Contains(length))
            return false;
        if (lines.Count > 1)
            return lines[^1].IsFull(lines[0]);

        return lines[0].Physical <= MaxWrappedLine && next.Length <= lines[0].Physical && lengths.Any(l => length < l)
            && (next.Length >= 20 || next.ContainsAnyInRange('0', '9') || next.ContainsAny('-', '_'));
    }

    private static bool IsEndOfLine(string text, int at)
    {
        if (at < text.Length && text[at] is '"' or '\'' or '`' or ',' or ';' or ')' or ']' or '}' or '<' or '>' or '&' or '\\' or '^')
            return true;
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
            at++;
        return at >= text.Length || text[at] is '\n' or '\\' or '`' or '^';
    }

    // "access_token": "T, Authorization: Bearer T, assertion=T
    private static string NameBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && at - end < MaxNameDistance && !char.IsAsciiLetterOrDigit(text[end - 1]) && text[end - 1] is not ('&' or '\n' or '}' or ','))
            end--;
        var start = end;
        while (start > 0 && end - start < MaxNameDistance && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-'))
            start--;
        var name = Letters(text[start..end]);
        return Array.Find(KnownNames, k => name.EndsWith(k, StringComparison.Ordinal))
            ?? (name is "secret" or "value" ? NameInObject(text, at) : null)
            ?? name;
    }

    // MSAL's cache and Postman name the token in another member of its object: "credential_type":"AccessToken","secret":"T".
    private static string? NameInObject(string text, int at)
    {
        var start = text.LastIndexOf('{', at);
        if (start < 0)
            return null;

        var members = text[start..at];
        var name = PastedName.ValueOf(members, "credential_type")
            ?? PastedName.ValueOf(members, "credentialType")
            ?? PastedName.ValueOf(members, "key");
        return name is null ? null : Letters(name);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private sealed record WrappedLine(int Length, int Physical)
    {
        /// <summary>A line that is not full ends what was wrapped.</summary>
        public bool IsFull(WrappedLine first) => Length >= first.Length || Physical >= first.Physical;
    }
}
