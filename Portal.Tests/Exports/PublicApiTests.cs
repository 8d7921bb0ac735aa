using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Downstream.Contract;
using Portal.Tests.Downstream;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Exports;

/// <summary>
/// Well-known public APIs with their documents: an export holds each row exactly once, or says that it does not.
/// </summary>
public sealed class PublicApiTests : IAsyncLifetime
{
    private const int PageSize = PagingStyle.PageSize;

    private static readonly int[] Totals = [0, 1, PageSize, PageSize + 1, (2 * PageSize) + 3, 3 * PageSize];

    private readonly HttpClient _http = new();
    private StubHost _host = null!;

    public static TheoryData<string> Apis => [.. PublicApis.All.Select(api => $"{api}")];

    public async ValueTask InitializeAsync() => _host = await StubHost.StartAsync(
        app => app.MapGet("/{api:int}/{total:int}/{**path}", (int api, int total, HttpContext context) =>
            Results.Json(PublicApis.All[api].Respond(new PageRequest(context, total)))),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _host.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Export_holds_each_row_once_or_says_that_it_does_not(string name)
    {
        var number = PublicApis.All.ToList().FindIndex(a => $"{a}" == name);
        var api = PublicApis.All[number];
        var view = ContractReader.Read(await CorpusTests.ReadAsync(api.Document)).FindView(api.View);
        Assert.NotNull(view);

        foreach (var total in Totals)
        {
            var run = await ExportRun.ReadAsync(view, _http, $"{_host.Address}{number}/{total}");

            var ids = run.Values(view, api.Key).Select(id => int.Parse(id[^Digits(id)..], CultureInfo.InvariantCulture) % 100).ToList();
            var isComplete = ids.SequenceEqual(Enumerable.Range(1, total));
            var isSaid = run.Problem is not null && run.Note is not null;
            Assert.True(isComplete || isSaid, $"{total} rows: {string.Join(',', ids)}");
            var outcome = total <= PageSize ? PagingOutcome.Complete : api.Outcome;
            Assert.True((outcome == PagingOutcome.Complete) == (run.Problem is null), $"{total} rows: {string.Join(',', ids)}. {run.Note}");
        }
    }

    private static int Digits(string id) => id.Reverse().TakeWhile(char.IsAsciiDigit).Count();
}
