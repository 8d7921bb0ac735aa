using AppB.Sample.Problems;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>Writes a parsed $search as an FTS5 query. Every word is quoted, so none is parsed as FTS5 syntax.</summary>
internal static class SearchText
{
    private const int MinPrefixLength = 2;

    public static string Of(SearchClause clause)
    {
        var terms = 0;
        return Write(clause.Expression, ref terms);
    }

    /// <summary>
    /// Quotes plain words before parsing, because unquoted words in $search may contain letters only, and people search
    /// for ORD-000123. Text with quotes or parentheses stays unchanged.
    /// </summary>
    public static string Quoted(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return text.AsSpan().ContainsAny('"', '(', ')') ? text : string.Join(' ', words.Select(Quote));

        static string Quote(string word) =>
            word is "AND" or "OR" or "NOT" ? word : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
    }

    private static string Write(SingleValueNode node, ref int terms) => node switch
    {
        SearchTermNode when ++terms > QueryLimits.MaxSearchTerms =>
            throw ProblemException.QueryInvalid($"$search supports up to {QueryLimits.MaxSearchTerms} words."),
        SearchTermNode term => Word(term.Text),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or =>
            $"({Write(or.Left, ref terms)} OR {Write(or.Right, ref terms)})",
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => And(and, ref terms),
        _ => throw ProblemException.QueryInvalid("NOT in $search needs a word before it: desk NOT oak."),
    };

    // FTS5's NOT is a binary operator.
    private static string And(BinaryOperatorNode node, ref int terms) => (node.Left, node.Right) switch
    {
        (var keep, UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not) =>
            $"({Write(keep, ref terms)} NOT {Write(not.Operand, ref terms)})",
        (UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not, var keep) =>
            $"({Write(keep, ref terms)} NOT {Write(not.Operand, ref terms)})",
        var (left, right) => $"({Write(left, ref terms)} AND {Write(right, ref terms)})",
    };

    // A word is a prefix search, except with digits: too many order numbers begin alike.
    private static string Word(string text)
    {
        if (!text.Any(char.IsLetterOrDigit))
            throw ProblemException.QueryInvalid("$search needs words with letters or digits.");

        var quoted = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', ' ')}\"";
        return text.Length >= MinPrefixLength && !text.Any(char.IsDigit) ? quoted + "*" : quoted;
    }
}
