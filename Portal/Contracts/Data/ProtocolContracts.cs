namespace Portal.Contracts.Data;

/// <summary>
/// How a collection is asked and how it answers, as its OpenAPI document says: the names of query parameters by what
/// they do, and the places in the answer. Null is what it does not have.
/// </summary>
/// <param name="Rows">The place of the rows; null when the answer is the list. Steps into objects are parted by <c>/</c>.</param>
/// <param name="Count">The place of the number of all rows, or a header of that name.</param>
/// <param name="CountBound">Counting stops at this number, which then means: this many or more.</param>
/// <param name="Next">The place of the next page's address or token, or the header <c>Link</c>.</param>
/// <param name="AskCount">The parameter that asks for the count.</param>
/// <param name="Size">How many rows a page has.</param>
/// <param name="MaxSize">How many it may have.</param>
/// <param name="Offset">How many rows to step over.</param>
/// <param name="MaxOffset">How many may be stepped over; beyond, only <paramref name="Next"/> leads further.</param>
/// <param name="Page">The number of the page.</param>
/// <param name="FirstPage">The number of the first one.</param>
/// <param name="Cursor">The token that the page before answered.</param>
/// <param name="Sort">The column to sort by, written in <paramref name="SortStyle"/>.</param>
/// <param name="SortDirection">The parameter of the direction, in the style <see cref="SortStyles.Apart"/>.</param>
/// <param name="Filter">One expression for all filters (OData); null where each column has its own parameter.</param>
/// <param name="Search">Words to look for.</param>
public sealed record DataProtocol(
    string? Rows = null,
    string? Count = null,
    long? CountBound = null,
    string? Next = null,
    string? AskCount = null,
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
    string? Search = null);

/// <summary>How an API wants to be told the order of the rows.</summary>
public static class SortStyles
{
    /// <summary><c>placedOn desc</c></summary>
    public const string Word = "word";

    /// <summary><c>-placedOn</c></summary>
    public const string Minus = "minus";

    /// <summary><c>placedOn:desc</c></summary>
    public const string Colon = "colon";

    /// <summary><c>placedOn</c>, and <c>desc</c> in a parameter of its own.</summary>
    public const string Apart = "apart";

    /// <summary><c>placedOn</c>, and always ascending.</summary>
    public const string AscendingOnly = "ascending";
}
