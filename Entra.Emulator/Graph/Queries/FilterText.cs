namespace Entra.Emulator.Graph.Queries;

/// <summary>
/// Parses <c>$filter</c>: comparisons, <c>in</c>, <c>startswith</c>, <c>endswith</c>, <c>and</c>, <c>or</c>,
/// <c>not</c>.
/// </summary>
internal sealed class FilterText
{
    private const int MaxLength = 4096;
    private const int MaxClauses = 15;
    private const int MaxDepth = 20;

    private readonly List<Token> _tokens;
    private int _at;
    private int _clauses;
    private int _depth;

    private FilterText(string text) => _tokens = [.. Token.Read(text)];

    /// <exception cref="GraphErrorException">The filter is not valid or not supported.</exception>
    public static FilterNode Parse(string text)
    {
        if (text.Length > MaxLength)
            throw Invalid("it is too long");

        var reader = new FilterText(text);
        var node = reader.Or();
        return reader._at == reader._tokens.Count ? node : throw Invalid($"'{reader.Current}' is not expected");
    }

    private string Current => _at < _tokens.Count ? _tokens[_at].Text : "the end";

    private FilterNode Or()
    {
        if (++_depth > MaxDepth)
            throw Invalid("it is nested too deeply");

        var node = And();
        while (TryReadWord("or"))
            node = new FilterNode.Either(node, And());

        _depth--;
        return node;
    }

    private FilterNode And()
    {
        var node = Unary();
        while (TryReadWord("and"))
            node = new FilterNode.Both(node, Unary());

        return node;
    }

    private FilterNode Unary()
    {
        if (TryReadWord("not"))
        {
            if (++_depth > MaxDepth)
                throw Invalid("it is nested too deeply");

            var inner = Unary();
            _depth--;
            return new FilterNode.Not(inner);
        }

        if (TryRead("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        return Clause();
    }

    private FilterNode Clause()
    {
        if (++_clauses > MaxClauses)
            throw new GraphErrorException(GraphError.Unsupported($"Too many clauses in the filter. Max allowed: {MaxClauses}."));

        var name = Word();
        if (TryRead("("))
            return Function(name);
        if (TryReadWord("eq"))
            return new FilterNode.EqualTo(name, Literal());
        if (TryReadWord("ne"))
            return new FilterNode.Not(new FilterNode.EqualTo(name, Literal()));
        if (TryReadWord("in"))
            return In(name);

        throw Invalid($"'{Current}' is not a supported operator");
    }

    private FilterNode Function(string name)
    {
        var property = Word();
        Expect(",");
        var value = Literal() ?? throw Invalid("null is not a valid prefix");
        Expect(")");
        return name.ToLowerInvariant() switch
        {
            "startswith" => new FilterNode.StartsWith(property, value),
            "endswith" => new FilterNode.EndsWith(property, value),
            _ => throw Invalid($"an unknown function with name '{name}' was found"),
        };
    }

    private FilterNode In(string property)
    {
        Expect("(");
        FilterNode node = new FilterNode.EqualTo(property, Literal());
        for (; TryRead(","); _clauses++)
            node = new FilterNode.Either(node, new FilterNode.EqualTo(property, Literal()));

        Expect(")");
        return _clauses > MaxClauses
            ? throw new GraphErrorException(GraphError.Unsupported($"Too many values. Max allowed: {MaxClauses}."))
            : node;
    }

    private string? Literal()
    {
        if (_at < _tokens.Count && _tokens[_at].IsText)
            return _tokens[_at++].Text;

        var word = Word();
        return word switch
        {
            "null" => null,
            "true" or "false" => word,
            _ when Guid.TryParseExact(word, "D", out _) => word,
            _ => throw Invalid($"'{word}' is not a value"),
        };
    }

    private string Word() => _at < _tokens.Count && _tokens[_at] is { IsText: false, IsSign: false }
        ? _tokens[_at++].Text
        : throw Invalid($"'{Current}' is not expected");

    private bool TryReadWord(string word)
    {
        var found = _at < _tokens.Count && !_tokens[_at].IsText && _tokens[_at].Text == word;
        _at += found ? 1 : 0;
        return found;
    }

    private bool TryRead(string sign) => TryReadWord(sign);

    private void Expect(string sign)
    {
        if (!TryRead(sign))
            throw Invalid($"'{sign}' is expected, not '{Current}'");
    }

    private static GraphErrorException Invalid(string why) => new(GraphError.BadRequest($"Invalid filter clause: {why}."));

    private sealed record Token(string Text, bool IsText)
    {
        public bool IsSign => !IsText && Text is "(" or ")" or ",";

        public static IEnumerable<Token> Read(string text)
        {
            for (var at = 0; at < text.Length;)
            {
                if (char.IsWhiteSpace(text[at]))
                    at++;
                else if (text[at] is '(' or ')' or ',')
                    yield return new Token(text[at++].ToString(), IsText: false);
                else if (text[at] == '\'')
                    yield return new Token(Quoted(text, ref at), IsText: true);
                else
                    yield return new Token(Bare(text, ref at), IsText: false);
            }
        }

        private static string Quoted(string text, ref int at)
        {
            var value = new System.Text.StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] != '\'')
                    value.Append(text[at]);
                else if (at + 1 < text.Length && text[at + 1] == '\'')
                    value.Append(text[at++]);
                else
                    break;
            }

            return at++ < text.Length ? value.ToString() : throw Invalid("a quote is not closed");
        }

        private static string Bare(string text, ref int at)
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or ',' or '\''))
                at++;

            return text[start..at];
        }
    }
}
