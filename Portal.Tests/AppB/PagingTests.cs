using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>Following next links returns every row once, in every supported order.</summary>
[Collection(AppBGroup.Name)]
public sealed class PagingTests(AppBFixture appB)
{
    private static readonly Dictionary<string, string[]> Sortable = new()
    {
        ["/orders"] = ["id", "number", "customerName", "status", "placedOn", "total"],
        ["/customers"] = ["id", "name", "city", "country", "since"],
        ["/products"] = ["id", "sku", "name", "category", "unitPrice"],
        ["/reports/sales"] = ["id", "month", "orders", "revenue", "cancelledOrders"],
    };

    public static TheoryData<string, string> Orders =>
        [.. Sortable.SelectMany(s => s.Value.SelectMany(c => ((string, string)[])[(s.Key, c), (s.Key, $"{c} desc")]))];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Next_links_return_every_row_once_in_order(string collection, string order)
    {
        var top = collection == "/orders" ? 301 : 7;

        var rows = await WalkAsync($"{collection}?$orderby={Uri.EscapeDataString(order)}&$top={top}");

        var expected = await WalkAsync($"{collection}?$top=1000");
        Assert.NotEmpty(rows);
        Assert.Equal(expected.Select(Id).Order(), rows.Select(Id).Order());
        AssertSorted(rows, order);
    }

    [Theory]
    [InlineData("status eq 'Delivered'", "total desc")]
    [InlineData("status eq 'Cancelled' and placedOn lt 2025-01-01", "placedOn")]
    [InlineData("startswith(customerName,'C')", "customerName desc")]
    [InlineData("total ge 1000.50 and total lt 5000", "placedOn desc")]
    [InlineData("customerId in (1,2,3)", "number")]
    [InlineData("not (status eq 'Delivered') or id le 5", "status desc")]
    public async Task Next_links_return_every_filtered_row_once_in_order(string filter, string order)
    {
        var filterOption = $"$filter={Uri.EscapeDataString(filter)}";

        var rows = await WalkAsync($"/orders?{filterOption}&$orderby={Uri.EscapeDataString(order)}&$top=50");

        var count = (await ReadAsync($"/orders?{filterOption}&$count=true&$top=1")).GetProperty("@odata.count")
            .GetInt32();
        Assert.NotEmpty(rows);
        Assert.Equal(count, rows.Select(Id).Distinct().Count());
        Assert.Equal(count, rows.Count);
        AssertSorted(rows, order);
    }

    [Theory]
    [InlineData("/orders?$top=1000")]
    [InlineData("/customers?$select=id,name")]
    public async Task A_page_is_sent_with_its_length_instead_of_in_chunks(string address)
    {
        using var response = await appB.GetAsync(address);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Null(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Filters_return_the_matching_rows()
    {
        var all = await WalkAsync("/orders?$top=1000");

        var dates = await WalkAsync("/orders?$top=1000&$filter=placedOn ge 2025-03-01 and placedOn le 2025-03-31");
        var amounts = await WalkAsync("/orders?$top=1000&$filter=500 lt total");
        var statuses = await WalkAsync("/orders?$top=1000&$filter=status in ('Delivered','Cancelled')");
        var names = await WalkAsync("/orders?$top=1000&$filter=startswith(customerName,'calm')");

        Assert.Equal(all.Count(r => Text(r, "placedOn").StartsWith("2025-03", StringComparison.Ordinal)), dates.Count);
        Assert.Equal(all.Count(r => r.GetProperty("total").GetDecimal() > 500), amounts.Count);
        Assert.Equal(all.Count(r => Text(r, "status") is "Delivered" or "Cancelled"), statuses.Count);
        Assert.Equal(all.Count(r => Text(r, "customerName").StartsWith("Calm", StringComparison.Ordinal)), names.Count);
        Assert.All(
            (int[])[dates.Count, amounts.Count, statuses.Count, names.Count], c => Assert.InRange(c, 1, all.Count - 1));
    }

    [Theory]
    [InlineData("ORD-000123", 1)]
    [InlineData("ord-000123", 1)]
    [InlineData("ORD-000123 OR ORD-000124", -1)]
    [InlineData("delivery", -1)]
    [InlineData("deliv", -1)]
    [InlineData("\"Call before delivery\"", -1)]
    [InlineData("delivery NOT call", -1)]
    [InlineData("reception O'Neil", 0)]
    [InlineData("* \"quoted", -2)]
    [InlineData("مرحبا", -1)]
    public async Task Search_finds_words_and_phrases(string search, int expected)
    {
        using var response = await appB.GetAsync($"/orders?$count=true&$search={Uri.EscapeDataString(search)}");

        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        if (expected == -2)
        {
            Assert.Equal("query_invalid", body.GetProperty("code").GetString());
            return;
        }

        var count = body.GetProperty("@odata.count").GetInt32();
        Assert.True(expected == -1 ? count > 0 : count == expected, $"{count} found");
    }

    [Fact]
    public async Task Skip_returns_the_same_rows_as_next_links()
    {
        var first = await ReadAsync("/orders?$orderby=total&$top=40");
        var linked = await ReadAsync(first.GetProperty("@odata.nextLink").GetString()!);

        var skipped = await ReadAsync("/orders?$orderby=total&$top=40&$skip=40");

        Assert.Equal(Rows(linked).Select(Id), Rows(skipped).Select(Id));
    }

    [Fact]
    public async Task Select_returns_only_the_named_columns()
    {
        var page = await ReadAsync("/orders?$select=number,total&$top=2");

        Assert.Equal(2, Rows(page).Count);
        Assert.All(Rows(page), r => Assert.Equal(["number", "total"], r.EnumerateObject().Select(p => p.Name)));
        Assert.Contains(
            "$select=",
            Uri.UnescapeDataString(page.GetProperty("@odata.nextLink").GetString()!),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_page_has_50_rows_and_no_count()
    {
        var page = await ReadAsync("/orders");

        Assert.Equal(50, Rows(page).Count);
        Assert.False(page.TryGetProperty("@odata.count", out _));
    }

    private static void AssertSorted(List<JsonElement> rows, string order)
    {
        var column = order.Split(' ')[0];
        var sign = order.EndsWith(" desc", StringComparison.Ordinal) ? -1 : 1;
        for (var i = 1; i < rows.Count; i++)
        {
            var difference = Compare(rows[i - 1].GetProperty(column), rows[i].GetProperty(column), column);
            if (difference == 0)
                difference = Id(rows[i - 1]).CompareTo(Id(rows[i]));

            Assert.True(difference * sign < 0, $"rows {i - 1} and {i} by {order}");
        }
    }

    // Enums sort in the order of the contract; text sorts case-insensitively.
    private static int Compare(JsonElement a, JsonElement b, string column)
    {
        string[] ranked =
        [
            "New", "Paid", "Shipped", "Delivered", "Cancelled", "Furniture", "Lighting", "Paper", "Storage", "Tools",
        ];
        if (a.ValueKind == JsonValueKind.Number)
            return a.GetDecimal().CompareTo(b.GetDecimal());

        return column is "status" or "category"
            ? Array.IndexOf(ranked, a.GetString()).CompareTo(Array.IndexOf(ranked, b.GetString()))
            : string.Compare(a.GetString(), b.GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<List<JsonElement>> WalkAsync(string address)
    {
        var rows = new List<JsonElement>();
        for (var next = address; next is not null;)
        {
            var page = await ReadAsync(next);
            rows.AddRange(Rows(page));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return rows;
    }

    private async Task<JsonElement> ReadAsync(string address)
    {
        using var response = await appB.GetAsync(address);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static List<JsonElement> Rows(JsonElement page) => [.. page.GetProperty("value").EnumerateArray()];

    private static long Id(JsonElement row) => row.GetProperty("id").GetInt64();

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString()!;
}
