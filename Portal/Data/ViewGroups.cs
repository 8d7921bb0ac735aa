using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Requests values of groups of rows on behalf of a user. Amounts of different currencies are separate groups.</summary>
internal sealed class ViewGroups(OnBehalfOf onBehalfOf)
{
    private const int MaxGroups = 10_000;
    private const int MaxPages = 50;

    /// <exception cref="ProblemException">The view does not support the groups, or the API refused them.</exception>
    public async Task<RowsBody> GetAsync(
        string api,
        ContractView view,
        DataGroups groups,
        IReadOnlyList<DataFilter> filters,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var currency = GroupCurrency.Of(view.View, groups, filters);
        try
        {
            return await ReadAsync(currency);
        }
        catch (ProblemException exception) when (currency.Column is { } column && column.Name != groups.By
            && exception.Problem.Code == ProblemCodes.QueryInvalid)
        {
            // The API may group by one column only. Then the currency of its values is unknown, and the rows have none.
            return await ReadAsync(default);
        }

        async Task<RowsBody> ReadAsync(GroupCurrency known)
        {
            var first = GroupWriter.Write(view, groups, filters, known.Column);
            var (rows, incomplete) = await ReadPagesAsync(api, view, groups, known, first, user, cancellationToken);
            if (groups.PeriodIn(view.View) is not null)
                rows = InOrder(rows);
            return new RowsBody(
                JsonSerializer.SerializeToElement(new JsonArray([.. rows])),
                Next: null,
                incomplete is null ? rows.Count : null,
                incomplete);
        }
    }

    private async Task<(List<JsonObject> Rows, string? Incomplete)> ReadPagesAsync(
        string api,
        ContractView view,
        DataGroups groups,
        GroupCurrency currency,
        string first,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var rows = new List<JsonObject>();
        var requested = new HashSet<string>(StringComparer.Ordinal);
        for (var address = first; ;)
        {
            if (!requested.Add(address))
                return (rows, IncompleteReasons.PageRepeats);
            if (rows.Count > MaxGroups || requested.Count > MaxPages)
                return (rows, IncompleteReasons.GroupLimit);

            using var response = await onBehalfOf.GetAsync(api, address, view.Headers, user, fresh: false, cancellationToken);
            var page = await GroupRows.ReadAsync(response, view, groups, currency, cancellationToken);
            rows.AddRange(page.Rows);
            if (page.Next is not { } next)
                return (rows, page.Incomplete);

            address = GroupWriter.WritePage(view, first, next);
        }
    }

    private static List<JsonObject> InOrder(List<JsonObject> rows) =>
    [
        .. rows.OrderBy(row => row[DataGroups.ByProperty] is null)
            .ThenBy(row => $"{row[DataGroups.ByProperty]}", StringComparer.Ordinal),
    ];
}
