using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Contracts;

namespace Portal.Components.Data;

/// <summary>What a view shows, as its address words it: <c>?sort=placedOn desc&amp;top=50&amp;skip=50&amp;after=…</c>.</summary>
public sealed record ViewState(string? Sort = null, int Top = ViewState.DefaultTop, int Skip = 0, string? After = null)
{
    public const int DefaultTop = 50;

    public static readonly IReadOnlyList<int> Tops = [25, 50, 100, 200];

    public DataQuery Query => new(SortColumn is { } column ? new DataSort(column, SortOf(column) == SortDirection.Descending) : null, Top: Top, Skip: Skip, After: After);

    /// <summary>Numbers of any size pass: the API says what it allows. Only what is no number is refused here.</summary>
    public static bool TryRead(string? sort, string? top, string? skip, string? after, out ViewState state, out ApiProblem? problem)
    {
        state = new ViewState(NullIfEmpty(sort), DefaultTop, 0, NullIfEmpty(after));
        problem = null;
        if (!TryNumber(top, DefaultTop, out var rows))
            problem = NotANumber("top", top);
        else if (!TryNumber(skip, 0, out var before))
            problem = NotANumber("skip", skip);
        else
            state = state with { Top = rows, Skip = before };

        return problem is null;
    }

    public string Url(string address)
    {
        var query = new QueryBuilder();
        if (Sort is not null)
            query.Add("sort", Sort);
        if (Top != DefaultTop)
            query.Add("top", Top.ToString(CultureInfo.InvariantCulture));
        if (Skip != 0)
            query.Add("skip", Skip.ToString(CultureInfo.InvariantCulture));
        if (After is not null)
            query.Add("after", After);

        return address + query.ToQueryString();
    }

    public ViewState First() => this with { Skip = 0, After = null };

    /// <summary>The page that <paramref name="page"/> says comes next; null on the last one.</summary>
    public ViewState? Next(DataPage page) => page.HasMore
        ? this with { Skip = Skip + page.Rows.Count, After = page.After }
        : null;

    /// <summary>The order after one more click on a column: ascending, descending, then the API's own.</summary>
    public ViewState SortedBy(string column)
    {
        var sort = SortOf(column) switch
        {
            SortDirection.None => column,
            SortDirection.Ascending => column + " desc",
            _ => null,
        };
        return new ViewState(sort, Top);
    }

    public SortDirection SortOf(string column)
    {
        if (Sort is null)
            return SortDirection.None;

        var words = Sort.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words[0] == column
            ? words is [_, "desc"] ? SortDirection.Descending : SortDirection.Ascending
            : SortDirection.None;
    }

    private string? SortColumn => Sort?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private static bool TryNumber(string? text, int absent, out int number)
    {
        number = absent;
        return string.IsNullOrEmpty(text)
            || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ApiProblem NotANumber(string name, string? value) => new(
        ProblemCodes.QueryInvalid,
        StatusCodes.Status400BadRequest,
        "The address of this view is not right",
        $"“{name}” must be a whole number; it is “{(value?.Length > 40 ? value[..40] + "…" : value)}”.");
}

public enum SortDirection
{
    None,
    Ascending,
    Descending,
}
