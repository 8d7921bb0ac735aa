using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>Which of three instances the proxies choose. The instances only say which one they are.</summary>
public sealed class StickinessTests
{
    private const int Browsers = 24;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Proxies => [ReverseProxy.Nginx, ReverseProxy.HAProxy];

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Browser_stays_at_its_instance_and_moves_when_it_ends(string kind)
    {
        var instances = new List<StubHost>();
        for (var number = 0; number < 3; number++)
            instances.Add(await StartInstanceAsync(number));

        await using var proxy = await ReverseProxy.StartAsync(kind, [.. instances.Select(instance => new Uri(instance.Address))]);
        using var client = new HttpClient(ProxyCertificate.CreateHandler()) { BaseAddress = proxy.Address };
        var first = new List<(string Cookie, string Instance)>();
        for (var browser = 0; browser < Browsers; browser++)
            first.Add(await OpenAsync(client, cookie: null));

        foreach (var (cookie, instance) in first)
            Assert.Equal(instance, (await OpenAsync(client, cookie)).Instance);
        await instances[0].DisposeAsync();
        foreach (var (cookie, instance) in first)
            Assert.True(instance == "0" ^ instance == (await OpenAsync(client, cookie)).Instance);

        Assert.Equal(3, first.Select(browser => browser.Instance).Distinct(StringComparer.Ordinal).Count());
        foreach (var instance in instances.Skip(1))
            await instance.DisposeAsync();
    }

    private static Task<StubHost> StartInstanceAsync(int number) => StubHost.StartAsync(
        app => app.Run(context => context.Response.WriteAsync($"{number}", context.RequestAborted)), Cancellation);

    // The cookie that the browser has afterwards, and the instance that responded.
    private static async Task<(string Cookie, string Instance)> OpenAsync(HttpClient client, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);

        using var response = await client.SendAsync(request, Cancellation);
        var instance = await response.Content.ReadAsStringAsync(Cancellation);
        var set = response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines.Single().Split(';')[0] : cookie;
        return (set!, instance);
    }
}
