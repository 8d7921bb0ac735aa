using System.Net;
using System.Net.Http.Json;
using System.Text;
using Portal.Contracts.Problems;
using Portal.Exports;
using Portal.Tests.Components;

namespace Portal.Tests.Exports;

public sealed class ExportEndpointTests : IClassFixture<ExportFixture>
{
    private const string Orders = "/export/appb/orders?format=csv";

    private readonly string _user = Guid.NewGuid().ToString();
    private readonly Guid _id = Guid.NewGuid();
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
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"ORD-{i}"), rows.Skip(1).Select(row => row[0]));
        Assert.Equal(3, _api.Requests.Count);
    }

    [Fact]
    public async Task Workbook_has_the_rows_of_every_page()
    {
        using var response = await _portal.GetAsync("/export/appb/orders?format=xlsx", _user);

        var file = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"ORD-{i}"), ReadXlsx.All(file).Skip(1).Select(row => row.Cells[0].Value));
    }

    [Fact]
    public async Task Export_uses_the_filter_search_sort_and_columns_of_the_view_but_not_its_page()
    {
        using var response = await _portal.GetAsync(
            "/export/AppB/orders?sort=total desc&filter=total ge 100&search=x&skip=100&after=1500&top=25&columns=secret,number&widths=number:90&format=csv",
            _user);

        var rows = ReadCsv.All(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(["Internal", "Number"], rows[0]);
        Assert.Equal(2501, rows.Count);
        Assert.Equal("/api/data/AppB/orders?$count=true&$top=1000&$orderby=total desc&$filter=total ge 100&$search=x", _api.Requests.First());
        Assert.Equal("/api/data/AppB/orders?$top=1000&$skiptoken=2000&$orderby=total desc&$filter=total ge 100&$search=x", _api.Requests.Last());
    }

    [Fact]
    public async Task File_is_an_attachment_with_a_safe_name_that_nobody_caches()
    {
        _portal.Stub(_user, new PagedApi { Offered = PagedApi.View with { Title = "Größe: ../\u202Egpj.exe\r\nX-Evil: 1" } });

        using var response = await _portal.GetAsync(Orders, _user);

        var name = $"Größe .. gpj.exe X-Evil 1 {DateTime.UtcNow:yyyy-MM-dd}.csv";
        Assert.Equal(("attachment", name), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Refusal_of_the_first_page_is_the_response()
    {
        _api.Refused[0] = Samples.RoleMissing;

        using var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);

        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation);
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(ProblemCodes.RoleMissing, problem!.Code);
        Assert.Equal((ExportState.Failed, ProblemCodes.RoleMissing), (Export.State, Export.Problem!.Code));
    }

    [Fact]
    public async Task Failure_of_a_later_page_aborts_the_download()
    {
        _api.Refused[2000] = new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long");

        await AssertAbortsAsync();

        Assert.Equal((ExportState.Failed, 2000, ProblemCodes.DownstreamTimeout), (Export.State, Export.Rows, Export.Problem!.Code));
    }

    [Fact]
    public async Task Cancelling_stops_the_calls_and_aborts_the_download()
    {
        var held = _api.Hold(1000);
        using var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);
        await held.Requested.WaitAsync(Cancellation);

        Export.Cancel();

        await held.Cancelled.WaitAsync(Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal((ExportState.Cancelled, 1000L, 2), (Export.State, Export.Rows, _api.Requests.Count));
    }

    [Fact]
    public async Task Closed_connection_stops_the_calls()
    {
        var held = _api.Hold(1000);
        var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);
        await held.Requested.WaitAsync(Cancellation);

        response.Dispose();

        await held.Cancelled.WaitAsync(Cancellation);
        Assert.Equal(ExportState.Cancelled, Export.State);
    }

    [Fact]
    public async Task Third_export_of_a_user_at_the_same_time_is_refused()
    {
        var held = _api.Hold(1000);
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        using var first = await _portal.GetAsync($"{Orders}&id={ids[0]}", _user);
        using var second = await _portal.GetAsync($"{Orders}&id={ids[1]}", _user);

        _portal.Stub("another", new PagedApi());
        using var third = await _portal.GetAsync(Orders, _user);
        using var other = await _portal.GetAsync(Orders, "another");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (third.StatusCode, other.StatusCode));
        Assert.Equal(ProblemCodes.ExportLimit, await CodeAsync(third));
        Assert.All(ids, id => _portal.Running.Expect(ExportFixture.User(_user), id).Cancel());
        await held.Cancelled.WaitAsync(Cancellation);
        using var again = await _portal.GetAsync(Orders, _user);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Export_of_another_user_is_not_found()
    {
        _portal.Running.Expect(ExportFixture.User("carol"), _id);

        using var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Export_id_can_be_used_once()
    {
        using var first = await _portal.GetAsync($"{Orders}&id={_id}", _user);
        await first.Content.ReadAsByteArrayAsync(Cancellation);

        using var second = await _portal.GetAsync($"{Orders}&id={_id}", _user);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Fact]
    public async Task Export_cancelled_before_the_download_does_not_start()
    {
        Export.Cancel();

        using var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Empty(_api.Requests);
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
    [InlineData("/export/AppB/orders?format=pdf", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("/export/AppB/orders", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("/export/AppB/orders?format=csv&id=1", HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid)]
    [InlineData("/export/AppB/orders?format=csv&filter=total sounds 1", HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid)]
    [InlineData("/export/AppB/orders?format=csv&filter=gone eq 1", HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid)]
    [InlineData("/export/AppB/nothing?format=csv", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    [InlineData("/export/nobody/orders?format=csv", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    public async Task Invalid_address_is_refused_before_the_api_is_called(string address, HttpStatusCode status, string code)
    {
        using var response = await _portal.GetAsync(address, _user);

        Assert.Equal((status, code), (response.StatusCode, await CodeAsync(response)));
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
        _portal.Stub(_user, new PagedApi { Rows = 1_100_000, Offered = PagedApi.View with { Protocol = PagedApi.Protocol with { CountBound = null } }, CountsAll = true });

        using var workbook = await _portal.GetAsync("/export/AppB/orders?format=xlsx", _user);
        using var text = await _portal.GetAsync(Orders, _user);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (workbook.StatusCode, text.StatusCode));
        Assert.Equal(ProblemCodes.ExportTooLarge, await CodeAsync(workbook));
    }

    [Fact]
    public async Task Export_fails_if_the_api_returns_the_same_page_again()
    {
        _portal.Stub(_user, new PagedApi { RepeatsPage = true });

        await AssertAbortsAsync();

        Assert.Equal((ExportState.Failed, ExportProblems.RepeatedPage("AppB")), (Export.State, Export.Problem));
    }

    [Fact]
    public async Task Empty_result_is_a_file_with_only_a_header()
    {
        _api.Rows = 0;

        using var csv = await _portal.GetAsync(Orders, _user);
        using var xlsx = await _portal.GetAsync("/export/AppB/orders?format=xlsx", _user);

        Assert.Equal("\uFEFF\"Number\",\"Total\",\"Note\"\r\n", Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync(Cancellation)));
        var workbook = await xlsx.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Empty(ReadXlsx.Errors(workbook));
        Assert.Equal(["Number", "Total", "Note"], Assert.Single(ReadXlsx.All(workbook)).Cells.Select(c => c.Value));
    }

    // A connection reset can arrive before the data sent earlier, so even the status may be lost.
    private Task<HttpRequestException> AssertAbortsAsync() => Assert.ThrowsAsync<HttpRequestException>(async () =>
    {
        using var response = await _portal.GetAsync($"{Orders}&id={_id}", _user);
        await response.Content.ReadAsByteArrayAsync(Cancellation);
    });

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation))!.Code;

    private Export Export => _portal.Running.Expect(ExportFixture.User(_user), _id);
}
