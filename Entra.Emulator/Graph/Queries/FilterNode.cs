namespace Entra.Emulator.Graph.Queries;

/// <summary>A parsed <c>$filter</c> or <c>$search</c>. Text comparison ignores case, as in the directory.</summary>
internal abstract record FilterNode
{
    /// <summary>Whether an object matches; the function returns its property values.</summary>
    public abstract bool Matches(Func<string, object?> valueOf);

    public abstract IEnumerable<string> Properties { get; }

    /// <summary>Whether Graph supports it only with <c>ConsistencyLevel: eventual</c> and <c>$count</c>.</summary>
    public virtual bool IsAdvanced => false;

    internal sealed record Both(FilterNode Left, FilterNode Right) : FilterNode
    {
        public override IEnumerable<string> Properties => Left.Properties.Concat(Right.Properties);

        public override bool IsAdvanced => Left.IsAdvanced || Right.IsAdvanced;

        public override bool Matches(Func<string, object?> valueOf) => Left.Matches(valueOf) && Right.Matches(valueOf);
    }

    internal sealed record Either(FilterNode Left, FilterNode Right) : FilterNode
    {
        public override IEnumerable<string> Properties => Left.Properties.Concat(Right.Properties);

        public override bool IsAdvanced => Left.IsAdvanced || Right.IsAdvanced;

        public override bool Matches(Func<string, object?> valueOf) => Left.Matches(valueOf) || Right.Matches(valueOf);
    }

    internal sealed record Not(FilterNode Inner) : FilterNode
    {
        public override IEnumerable<string> Properties => Inner.Properties;

        public override bool IsAdvanced => true;

        public override bool Matches(Func<string, object?> valueOf) => !Inner.Matches(valueOf);
    }

    internal sealed record EqualTo(string Property, string? Value) : FilterNode
    {
        public override IEnumerable<string> Properties => [Property];

        public override bool Matches(Func<string, object?> valueOf) => AnyText(valueOf(Property), Value, (text, value) =>
            string.Equals(text, value, StringComparison.OrdinalIgnoreCase));
    }

    internal sealed record StartsWith(string Property, string Value) : FilterNode
    {
        public override IEnumerable<string> Properties => [Property];

        public override bool Matches(Func<string, object?> valueOf) => AnyText(valueOf(Property), Value, (text, value) =>
            text?.StartsWith(value!, StringComparison.OrdinalIgnoreCase) ?? false);
    }

    internal sealed record EndsWith(string Property, string Value) : FilterNode
    {
        public override IEnumerable<string> Properties => [Property];

        public override bool IsAdvanced => true;

        public override bool Matches(Func<string, object?> valueOf) => AnyText(valueOf(Property), Value, (text, value) =>
            text?.EndsWith(value!, StringComparison.OrdinalIgnoreCase) ?? false);
    }

    /// <summary>Each search word is a prefix of one of the property's words, in any order.</summary>
    internal sealed record HasWords(string Property, IReadOnlyList<string> Words) : FilterNode
    {
        public override IEnumerable<string> Properties => [Property];

        public override bool Matches(Func<string, object?> valueOf)
        {
            var has = Text(valueOf(Property)) is { } text ? Split(text).ToArray() : [];
            return Words.Count > 0 && Words.All(word => has.Any(h => h.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
        }

        public static IEnumerable<string> Split(string text)
        {
            var start = 0;
            for (var at = 0; at <= text.Length; at++)
            {
                if (at < text.Length && char.IsLetterOrDigit(text[at]))
                    continue;
                if (at > start)
                    yield return text[start..at];

                start = at + 1;
            }
        }
    }

    /// <summary>A value in filter syntax.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        _ => value.ToString(),
    };

    private static bool AnyText(object? actual, string? value, Func<string?, string?, bool> test) =>
        test(Text(actual), value);
}
