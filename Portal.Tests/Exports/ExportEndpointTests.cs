using System.Net;
using System.Text;
using Portal.Contracts.Problems;

namespace Portal.Tests.Exports;

public sealed class ExportEndpointTests : IClassFixture<ExportFixture>
{
    private const string Orders = "/export/appb/orders?format=csv";

    private static readonly string[] AllNumbers = [.. Enumerable.Range(0, 2500).Select(i => $"ORD-{i}")];

    private readonly string _user = Guid.NewGuid().ToString();
    private readonly ExportFixture _portal;
    private readonly PagedApi _api;

    public ExportEndpointTests(ExportFixture portal) => (_portal, _api) = (portal, portal.Stub(_user, new PagedApi()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_has_the_rows_of_every_page_in_the_shown_columns()
    {
        using var response = await _portal.GetAsync(Orders, _user);

        var rows = ReadCsv.All(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(["Number", "Total", "Note"], rows[0]);
        Assert.Equal(AllNumbers, rows.Skip(1).Select(row => row[0]));
        Assert.Equal(3, _api.Requests.Count);
    }

    [Fact]
    public async Task Workbook_has_the_rows_of_every_page()
    {
        using var response = await _portal.GetAsync("/export/appb/orders?format=xlsx", _user);

        var file = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal(AllNumbers, ReadXlsx.All(file).Skip(1).Select(row => row.Cells[0].Value));
    }

    [Fact]
    public async Task Export_uses_the_filter_search_sort_and_columns_of_the_view_but_not_its_page()
    {
        using var response = await _portal.GetAsync(
            "/export/AppB/orders?sort=total desc&filter=total ge 100&search=x"
            + "&skip=100&after=1500&top=25&columns=secret,number&widths=number:90&format=csv",
            _user);

        var rows = ReadCsv.All(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(["Internal", "Number"], rows[0]);
        Assert.Equal(2501, rows.Count);
        const string query = "$orderby=total desc&$filter=total ge 100&$search=x";
        Assert.Equal($"/orders?$count=true&$top=1000&{query}", _api.Requests.First());
        Assert.Equal($"/orders?$top=1000&$skiptoken=2000&{query}", _api.Requests.Last());
    }

    [Fact]
    public async Task INJ_07_File_is_an_attachment_with_a_safe_name_that_nobody_caches()
    {
        using var response = await _portal.GetAsync("/export/appb/tricky?format=csv", _user);

        var name = $"Größe .. gpj.exe X-Evil 1 {DateTime.UtcNow:yyyy-MM-dd}.csv";
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", name), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    public async Task Only_pages_of_the_portal_can_start_an_export(string site, HttpStatusCode status)
    {
        using var response = await _portal.GetAsync(Orders, _user, site);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("AppB/orders?format=pdf", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("AppB/orders", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("AppB/orders?format=csv&id=1", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("AppB/orders?format=csv&filter=total sounds 1", HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid)]
    [InlineData("AppB/orders?format=csv&filter=gone eq 1", HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid)]
    [InlineData("AppB/nothing?format=csv", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    [InlineData("nobody/orders?format=csv", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    public async Task Invalid_address_is_refused_before_the_api_is_called(
        string address, HttpStatusCode status, string code)
    {
        using var response = await _portal.GetAsync($"/export/{address}", _user);

        await ExportFixture.AssertRefusedAsync(response, status, code);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Without_a_session_a_navigation_leads_to_sign_in_and_a_script_gets_401()
    {
        using var script = await _portal.GetAsync(Orders, user: null);
        using var navigation = new HttpRequestMessage(HttpMethod.Get, Orders);
        navigation.Headers.Add("Accept", "text/html");
        using var person = await _portal.Client.SendAsync(navigation, Cancellation);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (script.StatusCode, person.StatusCode));
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Result_too_large_for_a_worksheet_is_refused_as_xlsx_and_exported_as_csv()
    {
        _portal.Stub(_user, new PagedApi { Rows = 1_100_000, CountsAll = true });

        using var workbook = await _portal.GetAsync("/export/AppB/uncounted?format=xlsx", _user);
        using var text = await _portal.GetAsync("/export/AppB/uncounted?format=csv", _user);

        await ExportFixture.AssertRefusedAsync(
            workbook, HttpStatusCode.UnprocessableEntity, ProblemCodes.ExportTooLarge);
        Assert.Equal(HttpStatusCode.OK, text.StatusCode);
    }

    [Fact]
    public async Task Export_ends_as_incomplete_when_the_api_changes_the_view()
    {
        _api.OnPage = row =>
        {
            if (row == 1000)
                _portal.Change();
        };

        using var response = await _portal.GetAsync("/export/AppB/changing?format=csv", _user);
        var lines = ReadCsv.All(await response.Content.ReadAsByteArrayAsync(Cancellation));

        Assert.Equal(1002, lines.Count);
        Assert.StartsWith("Incomplete: 1,000 of 2,500 rows. ", lines[^1][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_result_is_a_file_with_only_a_header()
    {
        _api.Rows = 0;

        using var csv = await _portal.GetAsync(Orders, _user);
        using var xlsx = await _portal.GetAsync("/export/AppB/orders?format=xlsx", _user);

        var text = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("\uFEFF\"Number\",\"Total\",\"Note\"\r\n", text);
        var workbook = await xlsx.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Empty(ReadXlsx.Errors(workbook));
        Assert.Equal(["Number", "Total", "Note"], Assert.Single(ReadXlsx.All(workbook)).Cells.Select(c => c.Value));
    }
}
