using System.Net;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Exports;
using Portal.Tests.Components;
using Portal.Tests.Support;

namespace Portal.Tests.Exports;

/// <summary>The page that starts a download sees its progress and can cancel it.</summary>
public sealed class ExportProgressTests : IClassFixture<ExportFixture>
{
    private readonly string _user = Guid.NewGuid().ToString();
    private readonly Guid _id = Guid.NewGuid();
    private readonly ExportFixture _portal;
    private readonly PagedApi _api;

    public ExportProgressTests(ExportFixture portal) => (_portal, _api) = (portal, portal.Stub(_user, new PagedApi()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Export Export => _portal.Running.Expect(ExportFixture.User(_user), _id);

    [Fact]
    public async Task Refusal_of_the_first_page_is_the_response()
    {
        _api.Refused[0] = Samples.RoleMissing;

        using var response = await _portal.GetAsync(Orders(_id), _user);

        await ExportFixture.AssertRefusedAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
        Assert.Equal((ExportState.Failed, ProblemCodes.RoleMissing), (Export.State, Export.Problem!.Code));
    }

    [Fact]
    public async Task Failure_of_a_later_page_aborts_the_download()
    {
        _api.Refused[2000] = new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long");

        await AssertAbortsAsync();

        Assert.Equal((ExportState.Failed, 2000), (Export.State, Export.Rows));
        Assert.Equal(ProblemCodes.DownstreamUnavailable, Export.Problem!.Code);
    }

    [Fact]
    public async Task Export_is_incomplete_if_the_api_links_to_the_same_page_again()
    {
        _portal.Stub(_user, new PagedApi { RepeatsPage = true });

        using var response = await _portal.GetAsync(Orders(_id), _user);
        var rows = ReadCsv.All(await response.Content.ReadAsByteArrayAsync(Cancellation));

        Assert.StartsWith("Incomplete: 2,000 of 2,500 rows. AppB ", rows[^1][0], StringComparison.Ordinal);
        Assert.Equal(2000 + 2, rows.Count);
        await Poll.UntilAsync(() => Task.FromResult(!Export.IsActive), TimeSpan.FromSeconds(10));
        Assert.Equal(
            (ExportState.Incomplete, ExportProblems.NotAllRows("AppB", IncompleteReasons.PageRepeats)),
            (Export.State, Export.Problem));
    }

    [Fact]
    public async Task Cancelling_stops_the_calls_and_aborts_the_download()
    {
        var held = _api.Hold(1000);
        using var response = await _portal.GetAsync(Orders(_id), _user);
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
        var response = await _portal.GetAsync(Orders(_id), _user);
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
        using var first = await _portal.GetAsync(Orders(ids[0]), _user);
        using var second = await _portal.GetAsync(Orders(ids[1]), _user);

        _portal.Stub("another", new PagedApi());
        using var third = await _portal.GetAsync(Orders(), _user);
        using var other = await _portal.GetAsync(Orders(), "another");

        await ExportFixture.AssertRefusedAsync(third, HttpStatusCode.TooManyRequests, ProblemCodes.ExportLimit);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.All(ids, id => _portal.Running.Expect(ExportFixture.User(_user), id).Cancel());
        await held.Cancelled.WaitAsync(Cancellation);
        using var again = await _portal.GetAsync(Orders(), _user);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Export_of_another_user_is_not_found()
    {
        _portal.Running.Expect(ExportFixture.User("carol"), _id);

        using var response = await _portal.GetAsync(Orders(_id), _user);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Export_id_can_be_used_once()
    {
        using var first = await _portal.GetAsync(Orders(_id), _user);
        await first.Content.ReadAsByteArrayAsync(Cancellation);

        using var second = await _portal.GetAsync(Orders(_id), _user);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Fact]
    public async Task Export_cancelled_before_the_download_does_not_start()
    {
        Export.Cancel();

        using var response = await _portal.GetAsync(Orders(_id), _user);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Empty(_api.Requests);
    }

    // A connection reset can arrive before the data sent earlier, so even the status may be lost.
    private Task<HttpRequestException> AssertAbortsAsync() => Assert.ThrowsAsync<HttpRequestException>(async () =>
    {
        using var response = await _portal.GetAsync(Orders(_id), _user);
        await response.Content.ReadAsByteArrayAsync(Cancellation);
    });

    private static string Orders(Guid? id = null) => $"/export/AppB/orders?format=csv&id={id ?? Guid.NewGuid()}";
}
