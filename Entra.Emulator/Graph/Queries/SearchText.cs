namespace Entra.Emulator.Graph.Queries;

/// <summary>Parses <c>$search</c>: quoted clauses such as <c>"displayName:anna"</c>, joined by AND and OR.</summary>
internal static class SearchText
{
    private const int MaxClauses = 15;

    /// <exception cref="GraphErrorException">The search is not valid.</exception>
    public static FilterNode Parse(string text)
    {
        var at = 0;
        var clauses = 0;
        FilterNode? either = null;
        FilterNode? all = null;
        while (at < text.Length || clauses == 0)
        {
            if (++clauses > MaxClauses)
                throw Invalid(text);

            var clause = Clause(text, ref at);
            all = all is null ? clause : new FilterNode.Both(all, clause);
            var joint = Joint(text, ref at);
            if (joint is "AND")
                continue;

            either = either is null ? all : new FilterNode.Either(either, all);
            all = null;
            if (joint is null)
                return at == text.Length ? either : throw Invalid(text);
        }

        throw Invalid(text);
    }

    // Names and descriptions are searched word by word, other properties by prefix.
    private static FilterNode Clause(string text, ref int at)
    {
        Skip(text, ref at);
        if (at >= text.Length || text[at] != '"')
            throw Invalid(text);

        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
            value.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);

        var clause = value.ToString();
        var colon = clause.IndexOf(':', StringComparison.Ordinal);
        if (at++ >= text.Length || colon <= 0 || colon == clause.Length - 1)
            throw Invalid(text);

        var (property, sought) = (clause[..colon].Trim(), clause[(colon + 1)..].Trim());
        return property is "displayName" or "description"
            ? new FilterNode.HasWords(property, [.. FilterNode.HasWords.Split(sought)])
            : new FilterNode.StartsWith(property, sought);
    }

    private static string? Joint(string text, ref int at)
    {
        Skip(text, ref at);
        foreach (var word in (string[])["AND", "OR"])
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                at += word.Length;
                return word;
            }
        }

        return null;
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    private static GraphErrorException Invalid(string text) => new(GraphError.BadRequest(
        $"Syntax error: '{text}' must be clauses like \"displayName:name\", in double quotes, joined by AND or OR."));
}
