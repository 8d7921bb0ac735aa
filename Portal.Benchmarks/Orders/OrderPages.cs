using System.Buffers.Text;
using System.Text.Json;
using AppB.Sample.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Benchmarks.Orders;

/// <summary>
/// The addresses of pages that AppB offers, for one size of its data: every order, alone and with each filter, first page
/// and deepest page.
/// </summary>
internal sealed class OrderPages(AppBClient appB)
{
    private static readonly string[] Sortable = ["id", "number", "customerName", "status", "placedOn", "total"];
    private static readonly string[] Filterable = [.. Sortable, "customerId"];

    /// <summary>The same names for every size.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AddressesAsync(CancellationToken cancellationToken)
    {
        var middle = (await RowsAsync($"/orders?$filter=id eq {appB.Orders / 2}", cancellationToken))[0];
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var order in Sortable.SelectMany(column => (string[])[column, $"{column} desc"]))
        {
            await AddAsync(pages, order, order, $"$top=50&$orderby={order}", cancellationToken);
            foreach (var column in Filterable)
            {
                // Five rows: a filter may match fewer than fifty of the orders, depending on their number.
                var filter = $"{column} eq {Literal(column, middle.GetProperty(column))}";
                await AddAsync(
                    pages, $"{order}, {column} eq", order, $"$top=5&$orderby={order}&$filter={filter}", cancellationToken);
            }
        }

        return pages;
    }

    private async Task AddAsync(
        Dictionary<string, string> pages, string name, string order, string options, CancellationToken cancellationToken)
    {
        pages.Add(name, $"/orders?{options}");

        // The last page follows the row that comes as many rows after the first one in the opposite order.
        var column = order.Split(' ')[0];
        var opposite = order == column ? $"{column} desc" : column;
        var reversed = options.Replace($"$orderby={order}", $"$orderby={opposite}", StringComparison.Ordinal);
        var rows = await RowsAsync($"/orders?{reversed}", cancellationToken);
        if (rows.Count > 1)
            pages.Add($"{name}, last page", $"/orders?{options}&$skiptoken={Cursor(order, column, rows[^1], rows[^2])}");
    }

    // As AppB writes it into its next links.
    private static string Cursor(string order, string column, JsonElement row, JsonElement next)
    {
        var value = row.GetProperty(column);
        var isTied = value.GetRawText() == next.GetProperty(column).GetRawText();
        object? stored = column == "status" ? Enum.Parse<OrderStatus>(value.GetString()!) : value;
        var cursor = new { O = order, V = stored, I = row.GetProperty("id").GetInt64(), T = isTied };
        return WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(cursor));
    }

    private async Task<List<JsonElement>> RowsAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await appB.GetAsync(address, cancellationToken);
        var page = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. page.GetProperty("value").EnumerateArray()];
    }

    private static string Literal(string column, JsonElement value) =>
        column == "placedOn" || value.ValueKind == JsonValueKind.Number
        ? value.ToString()
        : $"'{value.GetString()!.Replace("'", "''", StringComparison.Ordinal)}'";
}
