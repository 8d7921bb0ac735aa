using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Trace;
using Portal.Redis;
using Portal.Tests.Support;
using Portal.Trace;

namespace Portal.Tests.Trace;

/// <summary>Traces and reported runs of one instance, read on another.</summary>
public sealed class SharedTraceTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private const string Path = "/api/trace";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_of_one_instance_is_shown_by_the_other_to_its_user_only_and_is_not_in_clear()
    {
        using (await GetAsync(portals.First, "alice", "/api/views"))
        {
            // Its outcome does not matter.
        }

        var shown = await WaitAsync(() => TracesAsync(portals.Second, "alice"));

        Assert.Equal("GET /api/views", shown.Title);
        using var found = await GetAsync(portals.Second, "alice", $"{Path}/{shown.Id}");
        Assert.NotEmpty((await found.Content.ReadFromJsonAsync<RequestTrace>(Cancellation))!.Steps);
        Assert.Empty(await TracesAsync(portals.Second, "bob"));
        var stored = await portals.DumpAsync();
        Assert.Contains("obo:traces:", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/views", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_run_that_was_reported_to_one_instance_is_shown_by_the_other_once()
    {
        var summary = new TraceSummary(
            "0123456789abcdef0123456789abcdef", "Nightly", DateTimeOffset.UtcNow, 5, 200, 1, "reporter");
        Assert.True(portals.FirstServices.GetRequiredService<ReportedRuns>().Add(new RequestTrace(summary, [])));

        var others = portals.SecondServices.GetRequiredService<ReportedRuns>();
        var run = await WaitAsync(async () => [.. (await others.AllAsync()).Select(r => r.Summary)]);

        Assert.Equal(summary, run);
        Assert.Single(await portals.FirstServices.GetRequiredService<ReportedRuns>().AllAsync());
        var redis = portals.FirstServices.GetRequiredService<RedisConnection>();
        Assert.NotNull(await redis.UseAsync(db => db.KeyTimeToLiveAsync("obo:run-applications")));
        Assert.DoesNotContain("reporter", await portals.DumpAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not compressed")]
    [InlineData("")]
    public async Task Content_of_another_version_is_not_shown(string content)
    {
        var services = portals.FirstServices;
        await services.GetRequiredService<EncryptedEntries>()
            .PushAsync("traces", "dave", Encoding.UTF8.GetBytes(content), max: 1, TimeSpan.FromMinutes(1));

        Assert.Empty(await services.GetRequiredService<SharedTraces>().OfAsync("dave"));
    }

    [Fact]
    public async Task While_redis_hangs_the_own_traces_are_shown()
    {
        await using var hanging = await portals.PauseAsync();
        using (await GetAsync(portals.Second, "carol", "/api/views"))
        {
            // Its outcome does not matter.
        }

        Assert.Single(await TracesAsync(portals.Second, "carol"));
    }

    private async Task<IReadOnlyList<TraceSummary>> TracesAsync(Uri portal, string user)
    {
        using var response = await GetAsync(portal, user, Path);
        return (await response.Content.ReadFromJsonAsync<TraceList>(Cancellation))!.Traces;
    }

    // It is written in the background.
    private static async Task<TraceSummary> WaitAsync(Func<Task<IReadOnlyList<TraceSummary>>> read)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (await read() is [{ } first, ..])
                return first;
            timeout.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<HttpResponseMessage> GetAsync(Uri portal, string user, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal, path));
        var token = portals.Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", user).Sign();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, Cancellation);
    }
}
