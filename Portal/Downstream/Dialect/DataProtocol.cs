using Portal.Contracts.Data;

namespace Portal.Downstream.Dialect;

/// <summary>
/// The query parameters and response format of a collection, from its OpenAPI document: the names of parameters by
/// purpose, and locations in the response. Null if the collection does not have it.
/// </summary>
/// <param name="Rows">The location of the rows; null if the response is the list. Steps into objects are separated by <c>/</c>.</param>
/// <param name="Count">The location of the total row count, or the name of a header.</param>
/// <param name="CountBound">Counting stops at this number, which then means this many or more.</param>
/// <param name="Next">The location of the next page's address or token, or the header <c>Link</c>.</param>
/// <param name="CountParameter">The parameter that requests the count.</param>
/// <param name="Size">The parameter for the page size.</param>
/// <param name="MaxSize">The maximum page size.</param>
/// <param name="Offset">The parameter for the number of rows to skip.</param>
/// <param name="MaxOffset">The maximum offset; pages beyond it are reached only through <paramref name="Next"/>.</param>
/// <param name="Page">The parameter for the page number.</param>
/// <param name="FirstPage">The number of the first page.</param>
/// <param name="Cursor">The parameter for the token from the previous page.</param>
/// <param name="Sort">The parameter for the column to sort by, in the style <paramref name="SortStyle"/>.</param>
/// <param name="SortDirection">The parameter for the direction, for <see cref="SortStyles.Apart"/>.</param>
/// <param name="Filter">The parameter for one OData expression with all filters; null if each column has its own parameter.</param>
/// <param name="Search">The parameter for the search text.</param>
/// <param name="Apply">The parameter for groups of rows, as OData's data aggregation writes them.</param>
public sealed record DataProtocol(
    string? Rows = null,
    string? Count = null,
    long? CountBound = null,
    string? Next = null,
    string? CountParameter = null,
    string? Size = null,
    int? MaxSize = null,
    string? Offset = null,
    int? MaxOffset = null,
    string? Page = null,
    int FirstPage = 1,
    string? Cursor = null,
    string? Sort = null,
    string SortStyle = SortStyles.Word,
    string? SortDirection = null,
    string? Filter = null,
    string? Search = null,
    string? Apply = null)
{
    private static readonly string[] LastIdCursors = ["starting_after", "after", "after_id"];

    /// <summary>What <see cref="Offset"/> is for the first row.</summary>
    public int FirstOffset { get; init; }

    /// <summary>The largest number of rows that <see cref="Offset"/> can skip.</summary>
    public int MaxRowsToSkip => Math.Max(0, (MaxOffset ?? int.MaxValue) - FirstOffset);

    /// <summary>What pages may request.</summary>
    public DataPaging Paging => new(MaxSize, MaxSkip, CountBound, Search is not null);

    /// <summary>
    /// Whether the API may not write this cursor itself: if it only says that more rows follow, the cursor takes the id of the
    /// last row.
    /// </summary>
    public static bool IsLastIdCursor(string cursor) => Array.Exists(LastIdCursors, name => PageNames.AreSame(name, cursor));

    private int MaxSkip => (Size, Offset, Page) switch
    {
        (null, _, _) => 0,
        (_, { }, _) => MaxRowsToSkip,
        (_, _, { }) => int.MaxValue,
        _ => 0,
    };
}

/// <summary>How an API's sort parameter is written.</summary>
public static class SortStyles
{
    /// <summary><c>placedOn desc</c></summary>
    public const string Word = "word";

    /// <summary><c>-placedOn</c></summary>
    public const string Minus = "minus";

    /// <summary><c>placedOn:desc</c></summary>
    public const string Colon = "colon";

    /// <summary><c>placedOn</c>, and <c>desc</c> in a separate parameter.</summary>
    public const string Apart = "apart";

    /// <summary><c>placedOn</c>, always ascending.</summary>
    public const string AscendingOnly = "ascending";
}
