using System.Text;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Tests.Downstream.Dialect;

/// <summary>Groups as APIs write them, and what is not one.</summary>
public sealed class GroupRowsTests
{
    private static readonly DataProtocol Protocol = new(Rows: "value", Cursor: "$skiptoken", Filter: "$filter", Apply: "$apply");

    private static readonly ContractView View = new(
        new DataView(
            "orders",
            "Orders",
            null,
            [
                new DataColumn("status", "Status", ColumnTypes.Text, null, Sortable: true, Values: ["New", "Paid"]),
                new DataColumn("placedOn", "Placed on", ColumnTypes.Date, null, Sortable: true),
                new DataColumn("seen", "Seen", ColumnTypes.Time, null, Sortable: true),
                new DataColumn("currency", "Currency", ColumnTypes.Text, null, Sortable: true),
            ],
            [],
            new DataPaging()),
        "/orders",
        Protocol);

    private static readonly DataGroups ByStatus = new("status", null, GroupMethods.Sum, "total");

    [Theory]
    [InlineData("\"New\"", "12.50", "\"New\"", "12.50")]
    [InlineData("\"Lost\"", "3", "\"Lost\"", "3")]
    [InlineData("null", "3", "null", "3")]
    [InlineData("\"\"", "3", "\"\"", "3")]
    [InlineData("true", "3", "true", "3")]
    [InlineData("7", "3", "7", "3")]
    [InlineData("\"New\"", "null", "\"New\"", "null")]
    [InlineData("\"New\"", "123456789012345678901234567890", "\"New\"", "123456789012345678901234567890")]
    [InlineData("\"New\"", "0.1000000000000000000000000001", "\"New\"", "0.1000000000000000000000000001")]
    [InlineData("\"New\"", "\"9007199254740993\"", "\"New\"", "9007199254740993")]
    [InlineData("\"New\"", "1.5e3", "\"New\"", "1.5e3")]
    public async Task Group_keeps_its_name_and_all_digits(string status, string value, string by, string number)
    {
        var read = await ReadAsync($$"""{ "value": [ { "@odata.id": null, "status": {{status}}, "groupValue": {{value}} } ] }""", ByStatus);

        Assert.Equal($$"""{"by":{{by}},"value":{{number}}}""", Assert.Single(read.Rows).ToJsonString());
    }

    [Theory]
    [InlineData("placedOn", "year", """ "groupYear": 2026 """, "2026")]
    [InlineData("placedOn", "month", """ "groupYear": 2026, "groupMonth": 3 """, "2026-03")]
    [InlineData("placedOn", "day", """ "placedOn": "2026-03-01" """, "2026-03-01")]
    [InlineData("seen", "day", """ "groupYear": 2026, "groupMonth": 3, "groupDay": 1 """, "2026-03-01")]
    [InlineData("seen", "month", """ "groupYear": null, "groupMonth": null """, null)]
    public async Task Parts_of_a_date_are_one_name(string by, string period, string parts, string? expected)
    {
        var read = await ReadAsync($$"""{ "value": [ { {{parts}}, "groupValue": 1 } ] }""", ByStatus with { By = by, Period = period });

        Assert.Equal(expected, (string?)Assert.Single(read.Rows)["by"]);
    }

    [Fact]
    public async Task Result_without_rows_has_no_groups()
    {
        var read = await ReadAsync("""{ "value": [] }""", ByStatus);

        Assert.Equal((0, null, null), (read.Rows.Count, read.Next, read.Incomplete));
    }

    [Theory]
    [InlineData("""{ "value": [ { "status": "New" } ] }""")]
    [InlineData("""{ "value": [ { "groupValue": 1 } ] }""")]
    [InlineData("""{ "value": [ { "status": "New", "groupValue": "many" } ] }""")]
    [InlineData("""{ "value": [ { "status": "New", "groupValue": true } ] }""")]
    [InlineData("""{ "value": [ { "status": "New", "groupValue": [1] } ] }""")]
    [InlineData("""{ "value": [ { "status": { "name": "New" }, "groupValue": 1 } ] }""")]
    [InlineData("""{ "value": [ { "status": "\ud83d", "groupValue": 1 } ] }""")]
    [InlineData("""{ "value": { "status": "New", "groupValue": 1 } }""")]
    [InlineData("""{ "value": [ 1 ] }""")]
    [InlineData("""[ { "status": "New", "groupValue": 1 } ]""")]
    [InlineData("""{ "value": [ { "status": "New", "groupValue": 1 } """)]
    [InlineData("17")]
    public async Task Anything_else_is_a_problem(string json) => AssertInvalid(
        await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(json, ByStatus)));

    [Theory]
    [InlineData(""" "groupYear": 2026 """)]
    [InlineData(""" "groupYear": 2026, "groupMonth": 13 """)]
    [InlineData(""" "groupYear": 0, "groupMonth": 1 """)]
    [InlineData(""" "groupYear": 2026, "groupMonth": null """)]
    [InlineData(""" "groupYear": 2026.5, "groupMonth": 1 """)]
    [InlineData(""" "groupYear": "2026", "groupMonth": 1 """)]
    [InlineData(""" "placedOn": "2026-01-01" """)]
    public async Task Invalid_month_is_a_problem(string parts) => AssertInvalid(
        await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(
            $$"""{ "value": [ { {{parts}}, "groupValue": 1 } ] }""", ByStatus with { By = "placedOn", Period = GroupPeriods.Month })));

    [Theory]
    [InlineData("\"EUR\"", "\"EUR\"")]
    [InlineData("null", "null")]
    public async Task Group_names_the_currency_of_its_amount(string currency, string expected)
    {
        var read = await ReadAsync(
            $$"""{ "value": [ { "status": "New", "currency": {{currency}}, "groupValue": 1 } ] }""",
            ByStatus,
            new GroupCurrency(View.View.Columns[3]));

        Assert.Equal($$"""{"by":"New","value":1,"currency":{{expected}}}""", Assert.Single(read.Rows).ToJsonString());
    }

    [Fact]
    public async Task Group_without_the_currency_that_was_requested_is_a_problem() => AssertInvalid(
        await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(
            """{ "value": [ { "status": "New", "groupValue": 1 } ] }""", ByStatus, new GroupCurrency(View.View.Columns[3]))));

    [Theory]
    [InlineData("\"@odata.nextLink\": \"https://api.example/orders?$apply=x&$skiptoken=5\"", "5", null)]
    [InlineData("\"@odata.nextLink\": \"https://api.example/orders?$apply=x&$skip=5\"", "?$apply=x&$skip=5", null)]
    [InlineData("\"@odata.nextLink\": \"https://api.example/other?$apply=x\"", null, IncompleteReasons.NextElsewhere)]
    [InlineData("\"hasMore\": true", null, IncompleteReasons.NoNextPage)]
    [InlineData("\"next_page\": 2", null, IncompleteReasons.NoNextPage)]
    public async Task More_groups_are_requested_by_the_link_of_the_api_only(string signal, string? next, string? incomplete)
    {
        var json = $$"""{ {{signal}}, "value": [ { "status": "New", "groupValue": 1 } ] }""";

        var read = await ReadAsync(json, ByStatus, view: signal.Contains("next_page", StringComparison.Ordinal)
            ? View with { Protocol = Protocol with { Cursor = null } }
            : View);

        Assert.Equal((next, incomplete), (read.Next, read.Incomplete));
    }

    private static void AssertInvalid(ProblemException exception) =>
        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), (exception.Problem.Code, exception.Problem.Status));

    private static async Task<GroupRows> ReadAsync(
        string json, DataGroups groups, GroupCurrency currency = default, ContractView? view = null)
    {
        var response = new HttpResponseMessage { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var owned = new DownstreamResponse("Orders", response, limit: 10_000, new CancellationTokenSource());
        var read = await GroupRows.ReadAsync(owned, view ?? View, groups, currency, TestContext.Current.CancellationToken);

        // The rows must be readable after the response's memory is reused.
        Assert.NotEqual(JsonValueKind.Undefined, JsonSerializer.SerializeToElement(read.Rows).ValueKind);
        return read;
    }
}
