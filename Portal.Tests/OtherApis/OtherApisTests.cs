using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.OtherApis;

/// <summary>APIs that are unlike AppB, added by settings alone and called through the whole chain.</summary>
public sealed class OtherApisTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private readonly PortalApiClient _client = fixture.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Array_is_a_view_adjusted_by_settings()
    {
        var view = await FindAsync("Tickets", "v2-tickets");

        Assert.Equal("Help desk tickets", view.Title);
        Assert.Equal(["subject", "code", "opened", "state", "priority"], view.Columns.Select(c => c.Name));
        Assert.Equal(["priority"], view.Columns.Where(c => c.Hidden).Select(c => c.Name));
        Assert.Equal(["opened"], view.Columns.Where(c => c.Sortable).Select(c => c.Name));
        Assert.Equal([FilterOperators.Equal], view.Columns.Single(c => c.Operators is not null).Operators!);
        Assert.Equal(new DataPaging(MaxTop: 100, MaxSkip: int.MaxValue, CanSearch: true), view.Paging);
    }

    [Theory]
    [InlineData("Tickets", "v2-tickets", TicketsApi.Count, 40)]
    [InlineData("Ledger", "entries", LedgerApi.Count, 50)]
    public async Task Every_row_is_reached_page_by_page(string api, string name, int count, int top)
    {
        var view = await FindAsync(api, name);
        var rows = new List<string>();
        for (var query = new DataQuery(Top: top); query is not null;)
        {
            var page = await _client.GetDataAsync(api, view.Name, query, Cancellation);
            rows.AddRange(page.Rows.Select(r => r.ToString()));
            Assert.Equal(count, page.Count);
            query = page.Next;
        }

        Assert.Equal(count, rows.Distinct().Count());
    }

    [Fact]
    public async Task Operation_without_a_view_is_named_with_its_reason_on_access_and_at_its_address()
    {
        var ledger = (await _client.GetAccessAsync(fresh: false, Cancellation)).Apis.Single(a => a.Api == "Ledger");
        var summary = (await _client.GetAccessNowAsync(Cancellation)).Apis.Single(a => a.Api == "Ledger");
        var problem = await Assert.ThrowsAsync<PortalApiException>(
            () => _client.GetDataAsync("Ledger", "audit", new DataQuery(), Cancellation));

        Assert.Equal("2 operations, 1 view; 1 needs a header", CoverageText.Summary(ledger.Coverage!));
        Assert.Equal([new PassedOverOperation("/audit", PassedOverCodes.Header, "X-Auditor")], ledger.Coverage!.Named);
        Assert.Null(summary.Coverage);
        Assert.Equal(ProblemCodes.NotFound, problem.Problem.Code);
        Assert.Contains("DownstreamApis:Ledger:Headers:X-Auditor", problem.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tickets/v2-tickets", TicketsApi.Count)]
    [InlineData("Ledger/entries", LedgerApi.Count)]
    public async Task Every_API_has_the_same_pages_which_link_to_each_other(string view, int count)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token());
        var rows = 0;
        for (var address = new Uri(fixture.Portal, $"/api/data/{view}?top=40&count=true"); address is not null;)
        {
            var page = await http.GetFromJsonAsync<RowsBody>(address, Cancellation);
            rows += page!.Rows.GetArrayLength();
            Assert.Equal(count, page.Count);
            address = page.Next is null ? null : new Uri(address, page.Next);
        }

        Assert.Equal(count, rows);
    }

    [Fact]
    public async Task Numbered_page_is_requested_by_its_number()
    {
        var view = await FindAsync("Tickets", "v2-tickets");

        var page = await _client.GetDataAsync("Tickets", view.Name, new DataQuery(new DataSort("opened"), Top: 50, Skip: 200), Cancellation);

        Assert.Equal("T-201", page.Rows[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Filter_search_and_order_use_the_parameters_of_the_API()
    {
        var view = await FindAsync("Tickets", "v2-tickets");
        var query = new DataQuery(
            new DataSort("opened", Descending: true),
            [new DataFilter("state", FilterOperators.Equal, ["closed"])],
            "ticket 2",
            Top: 10);

        var page = await _client.GetDataAsync("Tickets", view.Name, query, Cancellation);

        Assert.Equal("GET /v2/tickets?per_page=10&sort=-opened&state=closed&q=ticket 2", fixture.Tickets.Calls.Last());
        Assert.Equal("T-248", page.Rows[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Sort_direction_uses_its_own_parameter()
    {
        var view = await FindAsync("Ledger", "entries");

        var page = await _client.GetDataAsync(
            "Ledger", view.Name, new DataQuery(new DataSort("amount", Descending: true), Top: 5), Cancellation);

        Assert.Equal("GET /entries?limit=5&sort_by=amount&order=desc&version=2", fixture.Ledger.Calls.Last());
        Assert.Equal(LedgerApi.Count, page.Rows[0].GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Row_is_read_and_changed_by_its_key()
    {
        var view = await FindAsync("Tickets", "v2-tickets");
        Assert.Equal(("code", false), (view.Row!.Key, view.Row.Change!.Versioned));

        var before = await _client.GetRowAsync("Tickets", view.Name, "T-7", Cancellation);
        var changed = await ChangeAsync("closed");
        var restored = await ChangeAsync("waiting");

        Assert.Null(before.ETag);
        Assert.Equal(
            ["waiting", "closed", "waiting"],
            new[] { before, changed, restored }.Select(row => row.Value.GetProperty("state").GetString()));

        Task<DataRow> ChangeAsync(string state) => _client.ChangeRowAsync(
            "Tickets", view.Name, "T-7", new JsonObject { ["state"] = state }, before.ETag, Cancellation);
    }

    [Fact]
    public async Task Unknown_row_is_404()
    {
        var exception = await Assert.ThrowsAsync<PortalApiException>(
            () => _client.GetRowAsync("Tickets", "v2-tickets", "T-0", Cancellation));

        Assert.Equal((ProblemCodes.NotFound, 404), (exception.Problem.Code, exception.Problem.Status));
    }

    [Fact]
    public async Task Unavailable_API_does_not_affect_others()
    {
        var catalog = await _client.GetViewsAsync(Cancellation);

        Assert.Equal(
            [
                ("AppB", true), ("Changing", false), ("Invoices", false), ("Ledger", false), ("Payroll", false), ("Retiring", false),
                ("Rude", false), ("Tickets", false),
            ],
            catalog.Apis.Select(a => (a.Api, a.Problem is not null)));
    }

    private async Task<DataView> FindAsync(string api, string view) =>
        (await _client.GetViewsAsync(Cancellation)).Apis.Single(a => a.Api == api).Views.Single(v => v.Name == view);
}
