namespace Portal.Benchmarks.Results;

/// <summary>One row of the result: what was measured, and whether the goal was reached.</summary>
internal sealed record Measurement
{
    /// <summary>The goal's number in docs/performance.md, such as <c>G1</c>; a dash for a row without a goal.</summary>
    public required string Goal { get; init; }

    public required string Metric { get; init; }

    /// <summary>The unit of <see cref="Ours"/>, <see cref="Peers"/> and <see cref="Floor"/>: µs, KB, requests.</summary>
    public required string Unit { get; init; }

    public required Sample Ours { get; init; }

    public IReadOnlyList<Peer> Peers { get; init; } = [];

    /// <summary>The least that is possible, measured in the same run; null if nothing was.</summary>
    public Sample? Floor { get; init; }

    /// <summary>The figure that the goal limits.</summary>
    public required double Ratio { get; init; }

    /// <summary>Null for a figure that is only reported.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Null if there is no goal.</summary>
    public bool? Reached => Limit?.Holds(Ratio);
}

/// <summary>What people would use instead.</summary>
internal sealed record Peer(string Name, Sample Value);

/// <summary>The limit that a goal sets for a ratio.</summary>
internal sealed record Limit(Bound Bound, double Value)
{
    public static Limit AtMost(double value) => new(Bound.AtMost, value);

    public static Limit AtLeast(double value) => new(Bound.AtLeast, value);

    public static Limit Exactly(double value) => new(Bound.Exactly, value);

    public bool Holds(double ratio) => Bound switch
    {
        Bound.AtMost => ratio <= Value,
        Bound.AtLeast => ratio >= Value,
        _ => Math.Abs(ratio - Value) < 1e-9,
    };
}

internal enum Bound
{
    AtMost,
    AtLeast,
    Exactly,
}
