using System.Text.RegularExpressions;

namespace Portal.Contracts.Data;

/// <summary>What a column says about its row, as its name and type suggest.</summary>
public enum ColumnRole
{
    Other,

    /// <summary>What people call the row: its name, title or number.</summary>
    Title,

    /// <summary>A name of something that the row refers to, such as <c>customerName</c>.</summary>
    OtherName,
    Id,
    Date,

    /// <summary>One of few values: a status, a category, a type.</summary>
    Status,
    Amount,
}

/// <summary>
/// Recognizes the columns that people look for first. Names are compared by their words: <c>placedOn</c>, <c>placed_on</c>
/// and <c>placed-on</c> are the same.
/// </summary>
public static partial class ColumnRoles
{
    private static readonly string[] Names =
        ["name", "title", "display name", "full name", "subject", "label", "summary", "login", "username", "user name"];

    private static readonly string[] Numbers = ["number", "code", "sku", "reference"];

    // The first of these that a row has is its title.
    private static readonly string[] Titles = [.. Names, .. Numbers];

    private static readonly string[] Ids = ["id", "uuid", "guid"];
    private static readonly string[] States = ["status", "state", "phase", "stage", "category", "type", "kind", "segment", "priority", "severity"];

    private static readonly string[] Amounts =
        ["total", "amount", "price", "sum", "revenue", "cost", "costs", "value", "balance", "fee", "salary", "budget"];

    // Days that lie ahead, or that say nothing about when the row came to be.
    private static readonly string[] OtherDays =
        ["birth", "birthday", "birthdate", "born", "due", "deadline", "end", "ends", "until", "expires", "expiry", "expiration", "to"];

    private static readonly string[] MonthWords = ["month", "yearmonth"];

    public static ColumnRole Of(DataColumn column)
    {
        var words = WordsOf(column.Name);
        if (words.Count > 0 && Ids.Contains(words[^1]))
            return ColumnRole.Id;

        return column switch
        {
            { Type: ColumnTypes.Date or ColumnTypes.Time } => ColumnRole.Date,
            { Values.Count: > 1 } => ColumnRole.Status,
            { Type: ColumnTypes.Number or ColumnTypes.WholeNumber } =>
                column.Currency is not null || column.Decimals is not null || words.Any(Amounts.Contains) ? ColumnRole.Amount : ColumnRole.Other,
            { Type: not ColumnTypes.Text } => ColumnRole.Other,
            _ when TitleRank(column) < Titles.Length => ColumnRole.Title,
            _ when words is [_, .., "name" or "title"] => ColumnRole.OtherName,
            _ when words.Count > 0 && States.Contains(words[^1]) => ColumnRole.Status,
            _ => ColumnRole.Other,
        };
    }

    /// <summary>The column that people would name a row by; null if there is none.</summary>
    public static DataColumn? Title(IEnumerable<DataColumn> columns) =>
        columns.Where(c => Of(c) is ColumnRole.Title).MinBy(TitleRank)
        ?? columns.FirstOrDefault(c => Of(c) is ColumnRole.OtherName);

    /// <summary>Whether people identify a row by it, so that they need no technical id.</summary>
    public static bool IsNumber(DataColumn column) =>
        column.Type == ColumnTypes.Text && Numbers.Contains(string.Join(' ', WordsOf(column.Name)));

    /// <summary>The date or time of what the row is about, by which the newest row is found; null if there is none.</summary>
    public static DataColumn? Date(IEnumerable<DataColumn> columns)
    {
        var dates = columns.Where(c => Of(c) is ColumnRole.Date && !WordsOf(c.Name).Any(OtherDays.Contains)).ToList();
        return dates.Find(c => !WordsOf(c.Name).Any(word => word is "updated" or "modified" or "changed")) ?? dates.FirstOrDefault();
    }

    /// <summary>Whether the column's days stand for months.</summary>
    public static bool IsMonth(DataColumn column) =>
        column.Type is ColumnTypes.Date or ColumnTypes.Text && WordsOf(column.Name) is [.., var last] && MonthWords.Contains(last);

    /// <summary>What an id refers to: <c>customer</c> for <c>customerId</c>; null for <c>id</c> and for other columns.</summary>
    public static string? Referent(DataColumn column) =>
        column.Type is ColumnTypes.Text or ColumnTypes.WholeNumber && WordsOf(column.Name) is [_, .., var last] words && Ids.Contains(last)
            ? string.Join(' ', words.SkipLast(1))
            : null;

    /// <summary>The columns without those whose value is shown with an amount: its currency.</summary>
    public static IReadOnlyList<DataColumn> WithoutCurrencies(IReadOnlyList<DataColumn> columns)
    {
        var shown = columns.Select(c => c.Currency).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return shown.Count == 0 ? columns : [.. columns.Where(c => !shown.Contains(c.Name))];
    }

    /// <summary>The words of an identifier in lower case.</summary>
    public static IReadOnlyList<string> WordsOf(string identifier) =>
        [.. Words().Matches(identifier).Select(match => match.Value.ToLowerInvariant())];

    private static int TitleRank(DataColumn column)
    {
        var at = Array.IndexOf(Titles, string.Join(' ', WordsOf(column.Name)));
        return at < 0 ? Titles.Length : at;
    }

    // placedOn, HTTPStatus, placed_on: a run of capitals is a word unless its last letter begins one.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
