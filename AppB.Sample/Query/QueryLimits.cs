namespace AppB.Sample.Query;

/// <summary>What a query may ask for, so that none is expensive however many rows there are.</summary>
public static class QueryLimits
{
    public const int DefaultTop = 50;
    public const int MaxTop = 1000;

    /// <summary>$skip steps over rows one by one; beyond this, next links seek.</summary>
    public const int MaxSkip = 10_000;

    /// <summary>Counting stops one row after this: 10001 means "more than 10000".</summary>
    public const int CountLimit = 10_000;

    /// <summary>$search looks at the newest finds only: a common word is in every third row.</summary>
    public const int SearchLimit = 10_000;

    public const int MaxOptionLength = 2_000;
    public const int MaxFilterNodes = 100;
    public const int MaxInValues = 100;
    public const int MaxSearchTerms = 10;
}
