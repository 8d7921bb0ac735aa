using System.Text;
using System.Text.RegularExpressions;
using Portal.Tests.Rules;

namespace Portal.Tests.Hosting;

/// <summary>
/// The rules of a stylesheet that can apply to the portal's pages: each class in their selectors is one that MudButton or
/// MudSkeleton sets, or a word in the portal's source.
/// </summary>
internal sealed partial class StyleSubset
{
    private static readonly string[] Prefixes =
        ["mud-button", "mud-skeleton", "mud-icon", "mud-svg-icon", "mud-ripple", "mud-width-full"];

    private readonly HashSet<string> _words =
    [
        .. SourceFile.ReadAll("Portal", ".razor", ".cs", ".js")
            .SelectMany(file => Word().Matches(file.Text)).Select(word => word.Value),
    ];

    /// <summary>One rule a line, in the order of <paramref name="css"/>.</summary>
    public string Of(string css)
    {
        var position = 0;
        return Block(css, ref position);
    }

    // Up to the end of the text or of the enclosing block.
    private string Block(string css, ref int position)
    {
        var rules = new StringBuilder();
        while (position < css.Length && css[position] != '}')
        {
            var end = css.AsSpan(position).IndexOfAny('{', ';', '}') + position;
            if (css[end] == '}')
                break;

            var head = css[position..end].Trim();
            position = end + 1;
            if (css[end] == ';')
                continue;

            var body = IsGroup(head) ? Block(css, ref position) : Declarations(css, ref position);
            position++;
            if (body.Length > 0 && Kept(head) is { Length: > 0 } kept)
                rules.Append(kept).Append('{').Append(body).Append("}\n");
        }

        return rules.ToString();
    }

    // Keyframes have inner blocks, too.
    private static string Declarations(string css, ref int position)
    {
        var start = position;
        for (var depth = 1; ; position++)
        {
            depth += css[position] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return css[start..position];
        }
    }

    private string Kept(string head)
    {
        if (!head.StartsWith('@'))
            return string.Join(',', Comma().Split(head).Where(CanApply));

        // Of all animations, only those of skeletons are used.
        var unused = head.Contains("keyframes", StringComparison.Ordinal)
            && !head.Contains("skeleton", StringComparison.Ordinal);
        return unused ? "" : head;
    }

    private bool CanApply(string selector) => Class().Matches(selector.Replace("\\", "", StringComparison.Ordinal))
        .Select(match => match.Groups["name"].Value)
        .All(name => _words.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    private static bool IsGroup(string head) =>
        head.StartsWith("@media", StringComparison.Ordinal) || head.StartsWith("@supports", StringComparison.Ordinal);

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(?<name>[A-Za-z_-][A-Za-z0-9_-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Class();

    // Not inside of :is() and :not().
    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comma();
}
