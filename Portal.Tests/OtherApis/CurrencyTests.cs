using System.Globalization;
using System.Text.Json;
using Portal.Client;
using Portal.Contracts.Data;

namespace Portal.Tests.OtherApis;

/// <summary>Charts of amounts in several currencies, compared with all rows of the API.</summary>
public sealed class CurrencyTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private readonly PortalApiClient _client = fixture.Client();

    [Theory]
    [InlineData("customer", null)]
    [InlineData("issuedOn", GroupPeriods.Month)]
    [InlineData("issuedOn", GroupPeriods.Year)]
    [InlineData("currency", null)]
    public async Task Sums_are_those_of_all_rows_of_each_currency(string by, string? period)
    {
        var expected = InvoicesApi.All
            .GroupBy(row => $"{Key(row, by, period)} {row.Currency}", row => row.Amount)
            .Select(group => $"{group.Key}: {group.Sum()}");

        var groups = await ReadAsync("invoices", by, period);

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            groups.Rows.Select(row => $"{Text(row, "by")} {Text(row, "currency")}: {row.GetProperty("value").GetDecimal()}").Order(StringComparer.Ordinal));
        Assert.Equal((groups.Rows.Count, null), ((int)groups.Count!, groups.Incomplete));
    }

    [Fact]
    public async Task Sums_of_an_api_that_groups_by_one_column_have_no_currency()
    {
        var groups = await ReadAsync("receipts", "customer", period: null);

        Assert.All(groups.Rows, row => Assert.False(row.TryGetProperty("currency", out _)));
        Assert.Equal(InvoicesApi.All.Sum(row => row.Amount), groups.Rows.Sum(row => row.GetProperty("value").GetDecimal()));
    }

    [Fact]
    public async Task Currency_that_is_filtered_by_is_known()
    {
        var groups = await ReadAsync("receipts", "customer", period: null, new DataFilter("currency", FilterOperators.Equal, ["EUR"]));

        Assert.All(groups.Rows, row => Assert.Equal("EUR", Text(row, "currency")));
        Assert.Equal(
            InvoicesApi.All.Where(row => row.Currency == "EUR").Sum(row => row.Amount),
            groups.Rows.Sum(row => row.GetProperty("value").GetDecimal()));
    }

    [Fact]
    public async Task Groups_whose_pages_lead_to_one_another_are_incomplete()
    {
        var groups = await ReadAsync("loops", "customer", period: null);

        Assert.Equal((null, IncompleteReasons.PageRepeats), (groups.Count, groups.Incomplete));
    }

    private Task<PageOfRows> ReadAsync(string view, string by, string? period, params DataFilter[] filters) => _client.GetGroupsAsync(
        "Invoices", view, new DataGroups(by, period, GroupMethods.Sum, "amount"), filters, TestContext.Current.CancellationToken);

    private static string? Key(Invoice row, string by, string? period) => (by, period) switch
    {
        ("customer", _) => row.Customer,
        ("currency", _) => row.Currency,
        (_, GroupPeriods.Year) => row.IssuedOn.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => row.IssuedOn.ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };

    private static string? Text(JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;
}
