namespace AppB.Sample.Query;

/// <summary>Limits that keep every query cheap, however many rows there are.</summary>
public static class QueryLimits
{
    public const int DefaultTop = 50;
    public const int MaxTop = 1000;

    /// <summary>$skip reads every skipped row. Next links seek instead, so they can go further.</summary>
    public const int MaxSkip = 10_000;

    /// <summary>Counting stops after one more row: 10001 means "more than 10000".</summary>
    public const int CountLimit = 10_000;

    /// <summary>$search considers only the newest matches, because a common word may be in every third row.</summary>
    public const int SearchLimit = 10_000;

    /// <summary>The most groups of one $apply.</summary>
    public const int MaxGroups = 1_000;

    /// <summary>The most different values that they are made of, such as the days of some months.</summary>
    public const int MaxGroupedValues = 40_000;

    public const int MaxOptionLength = 2_000;
    public const int MaxFilterNodes = 100;
    public const int MaxInValues = 100;
    public const int MaxSearchTerms = 10;
}
