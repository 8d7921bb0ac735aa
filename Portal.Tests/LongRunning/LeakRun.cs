using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Demo;
using Entra.Emulator.Control;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Browser;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Every endpoint of the backend, with every kind of refused token and of failing authority or API, while all apps log as
/// much as they can: no token and no secret is in a response, a span, the log or a file.
/// </summary>
public sealed class LeakRun(LeakFixture product) : IClassFixture<LeakFixture>
{
    private static readonly int[] AuthorityCodes = [65001, 50076, 50173, 50013, 500133, 700082, 7000215, 7000222, 53003, 50057];
    private static readonly int[] AuthorityStatuses = [400, 429, 500, 503];

    private readonly Dictionary<string, int> _responses = new(StringComparer.Ordinal);

    [Fact(Explicit = true)]
    public async Task LEK_01_LEK_04_LEK_05_no_secret_in_responses_spans_logs_and_files_while_everything_fails()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = Listen(spans);
        var carol = await TokenAsync("carol");
        var ofAppB = await TokenAsync("carol", TestTenant.AppB);
        string?[] tokens = [carol, null, ofAppB, carol[..^8] + "AAAAAAAA", carol + "." + carol, carol.Replace('.', ' '), await TokenAsync("bob")];
        foreach (var token in tokens)
            await CallAllAsync(token);

        foreach (var fault in AuthorityCodes.Select(code => new Fault("token") { Code = code, Times = 1_000 })
            .Concat(AuthorityStatuses.Select(status => new Fault("token") { Status = status, Times = 1_000 }))
            .Concat(FaultBodies.Names.Select(body => new Fault("token") { Body = body, Times = 1_000 })))
        {
            product.Service<PendingFaults>().Add(fault);
            await CallAsync("/api/data/AppB/orders", await TokenAsync("alice"));
            await CallAsync("/api/access", await TokenAsync("alice"));
            product.Service<PendingFaults>().Clear();
        }

        await product.Demo.AppBApp.StopAsync(TestContext.Current.CancellationToken);
        await CallAsync("/api/data/AppB/orders", carol);

        AssertNone("a span", spans);
        AssertNone("the log", product.Log.Lines);
        foreach (var file in Directory.EnumerateFiles(product.DataDirectory, "*", SearchOption.AllDirectories))
            AssertNone(Path.GetFileName(file), [Encoding.Latin1.GetString(await ReadAsync(file))]);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{product.Secrets.Count} secrets; searched {_responses.Values.Sum()} responses "
            + $"({string.Join(", ", _responses.OrderBy(r => r.Key).Select(r => $"{r.Value} x {r.Key}"))}), {spans.Count} spans, "
            + $"{product.Log.Lines.Count} log entries.");
        Assert.True(product.Secrets.Count >= 20, "Too few secrets were seen to prove anything.");
    }

    private async Task CallAllAsync(string? token)
    {
        var routes = product.Demo.PortalApp.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Where(route => route.StartsWith("/api", StringComparison.Ordinal))
            .Distinct();
        foreach (var route in routes)
        {
            var path = route.Replace("{api}", "AppB", StringComparison.OrdinalIgnoreCase)
                .Replace("{view}", "orders", StringComparison.OrdinalIgnoreCase);
            foreach (var method in (string[])["GET", "POST", "PATCH", "TRACE"])
                await CallAsync(path, token, method);
        }
    }

    private async Task CallAsync(string path, string? token, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (method is "POST" or "PATCH")
            request.Content = new StringContent("{ not json", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        using var response = await product.Portal.SendAsync(request, TestContext.Current.CancellationToken);
        var text = $"{response}\n{await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        var status = $"{(int)response.StatusCode}";
        _responses[status] = _responses.GetValueOrDefault(status) + 1;
        AssertNone($"the response to {method} {path}", [text]);
    }

    private async Task<string> TokenAsync(string user, string? resource = null)
    {
        var token = resource is null
            ? await product.TokenAsync(user)
            : await product.TokenAsync(user, set: new { aud = resource });
        product.Secrets.Remember("token", token);
        return token;
    }

    private static ActivityListener Listen(ConcurrentQueue<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(TextOf(activity)),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string TextOf(Activity activity) => string.Join(
        '\n',
        activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Select(tag => $"{tag.Key}: {tag.Value}")
            .Concat(activity.Baggage.Select(item => $"{item.Key}: {item.Value}"))
            .Prepend($"{activity.DisplayName} {activity.StatusDescription}"));

    private void AssertNone(string where, IEnumerable<string> texts) => Assert.All(texts, text =>
    {
        if (product.Secrets.FindIn(text) is { } kind)
            Assert.Fail($"{kind} in {where}: {Around(text)}");
    });

    // Without the secret: what stands before it says which code wrote it.
    private static string Around(string text) => text[..Math.Min(text.Length, 160)];

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }
}

/// <summary>All apps at their most detailed log level, with everything that they log.</summary>
public sealed class LeakFixture : ApplicationFixture
{
    public LogWatch Log { get; } = new();

    public SecretWatch Secrets { get; } = new();

    protected override DemoOptions Configure(DemoOptions options) => options with
    {
        ConfigureEmulator = Secrets.Attach,
        ConfigurePortal = Log.AttachAtTrace,
        ConfigureAppB = Log.AttachAtTrace,
    };
}
