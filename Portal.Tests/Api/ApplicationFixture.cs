using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Demo;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Api;

/// <summary>The whole product, asked by its backend's own callers: users and apps that come with a token for the portal.</summary>
public class ApplicationFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _levers = new();

    public DemoHost Demo { get; private set; } = null!;

    public HttpClient Portal { get; private set; } = null!;

    public string DataDirectory => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        Demo = await DemoHost.StartAsync(
            DemoOptions.OnFreePorts(_folder.Path, ["--AppB:Orders=200", "--Logging:LogLevel:Default=None", .. Arguments()]),
            TestContext.Current.CancellationToken);
        Portal = new HttpClient { BaseAddress = Demo.Portal };
        _levers.BaseAddress = new Uri(Demo.Authority.Browser, "/levers/");
        _levers.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");

        // Consent is another story: here everybody has given it.
        var services = Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        services.GetRequiredService<Consents>().Grant(
            tenant.FindApp(TestTenant.Portal)!, user: null, tenant.FindApp(TestTenant.AppB)!, ["access_as_user"]);
    }

    public async ValueTask DisposeAsync()
    {
        Portal.Dispose();
        _levers.Dispose();
        await Demo.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Settings of a product that is to be another one.</summary>
    protected virtual string[] Arguments() => [];

    /// <summary>A token for the portal: of a user, or of the app alone.</summary>
    public async Task<string> TokenAsync(string? user, string client = TestTenant.Portal, object? set = null)
    {
        using var response = await _levers.PostAsJsonAsync(
            "tokens", new { client, resource = TestTenant.Portal, user, set = set ?? new { } }, TestContext.Current.CancellationToken);
        return (await JsonAsync(response)).GetProperty("token").GetString()!;
    }

    /// <summary>The next requests to the token endpoint fail with this status, until <see cref="HealAsync"/>.</summary>
    public async Task FailTokensAsync(int status)
    {
        using var response = await _levers.PostAsJsonAsync(
            "faults", new { endpoint = "token", status, times = 100 }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task HealAsync()
    {
        using var response = await _levers.DeleteAsync("faults", TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Takes a role from an app until the result is disposed of.</summary>
    public IDisposable TakeRole(string resource, string app)
    {
        var services = Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        var assignments = services.GetRequiredService<Assignments>();
        var principal = tenant.FindApp(app)!.Principal!.Id;
        var taken = assignments.On(tenant.FindApp(resource)!.Principal!).Single(a => a.Principal == principal);
        assignments.Remove(taken.Id);
        return new Undo(() => assignments.Add(tenant.FindApp(resource)!.Principal!, taken.Role, principal, taken.Kind));
    }

    /// <summary>Both tokens anew: what the tenant says now, not what a cache remembers.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        return await Portal.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
