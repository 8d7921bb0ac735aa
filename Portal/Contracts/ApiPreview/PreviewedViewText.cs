using AccessContract;
using Portal.Contracts.Data;

namespace Portal.Contracts.ApiPreview;

/// <summary>What a view would require and offer, in a sentence each, for the page and the command.</summary>
public static class PreviewedViewText
{
    /// <summary><c>For users with the scope access_as_user and the role Orders.Read, or apps with the role Orders.Read.All.</c></summary>
    public static string Requirement(DataView view) => view.Required.Count == 0
        ? "The document names no requirement."
        : $"For {string.Join(", or ", view.Required.Select(Requirement))}.";

    /// <summary><c>Pages of up to 200 rows; search; sort by 3 and filter by 5 of 9 columns.</c></summary>
    public static string Query(DataView view)
    {
        var (sortable, filterable) = (view.Columns.Count(c => c.Sortable), view.Columns.Count(c => c.Operators is { Count: > 0 }));
        string[] parts =
        [
            view.Paging.MaxTop is { } rows ? $"pages of up to {rows} rows" : "page size chosen by the API",
            view.Paging.CanSearch ? "search" : "no search",
            $"sort by {sortable} and filter by {filterable} of {view.Columns.Count} columns",
        ];
        var text = string.Join("; ", parts);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string Requirement(AccessAlternative alternative)
    {
        string[] conditions =
        [
            .. alternative.Scopes.Select(scope => $"the scope {scope}"),
            .. alternative.Roles.Select(role => $"the role {role}"),
            .. alternative.OtherCredentials ?? [],
        ];
        var who = alternative.TokenKind == TokenKind.User ? "users" : "apps";
        return conditions.Length == 0 ? who : $"{who} with {string.Join(" and ", conditions)}";
    }
}
