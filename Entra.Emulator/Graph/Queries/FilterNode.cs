namespace Entra.Emulator.Graph.Queries;

/// <summary>What <c>$filter</c> and <c>$search</c> ask for. Text is compared as the directory does: case counts for nothing.</summary>
internal abstract record FilterNode
{
    /// <summary>Whether an object matches, whose values the function has.</summary>
    public abstract bool Matches(Func<string, object?> valueOf);

    public abstract IEnumerable<string> Properties { get; }

    /// <summary>Whether Graph responses it only to clients that also count, and say <c>eventual</c>.</summary>
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

    /// <summary>Each word begins one of the property's words, in whatever order.</summary>
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

    /// <summary>A value as filters write it.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        _ => value.ToString(),
    };

    private static bool AnyText(object? actual, string? value, Func<string?, string?, bool> test) =>
        test(Text(actual), value);
}
