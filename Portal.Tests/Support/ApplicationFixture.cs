using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Demo;
using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Emulator;

namespace Portal.Tests.Support;

/// <summary>All apps together. Tests call the portal's backend with the token of a user or of an app.</summary>
public class ApplicationFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _controls = new();

    public DemoHost Demo { get; private set; } = null!;

    public HttpClient Portal { get; private set; } = null!;

    public string DataDirectory => _folder.Path;

    internal TenantDirectory Tenant => Service<TenantDirectory>();

    internal ConsentStore Consents => Service<ConsentStore>();

    internal Assignments Assignments => Service<Assignments>();

    public async ValueTask InitializeAsync()
    {
        Demo = await DemoHost.StartAsync(
            Configure(DemoOptions.OnFreePorts(
                _folder.Path, ["--AppB:Orders=200", "--Logging:LogLevel:Default=None", .. Arguments()])),
            TestContext.Current.CancellationToken);
        Portal = new HttpClient { BaseAddress = Demo.Portal };
        _controls.BaseAddress = new Uri(Demo.Authority.Browser, "/levers/");
        _controls.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");

        // Tests of consent revoke it themselves; all others start with it.
        Consents.Grant(App(TestTenant.Portal), user: null, App(TestTenant.AppB), ["access_as_user"]);
    }

    public async ValueTask DisposeAsync()
    {
        Portal.Dispose();
        _controls.Dispose();
        await Demo.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Additional settings, for derived fixtures.</summary>
    protected virtual string[] Arguments() => [];

    /// <summary>Additional services, for derived fixtures.</summary>
    protected virtual DemoOptions Configure(DemoOptions options) => options;

    /// <summary>A token for the portal: of a user, or of the app alone.</summary>
    public async Task<string> TokenAsync(string? user, string client = TestTenant.Portal, object? set = null)
    {
        using var response = await _controls.PostAsJsonAsync(
            "tokens",
            new { client, resource = TestTenant.Portal, user, set = set ?? new { } },
            TestContext.Current.CancellationToken);
        return (await JsonAsync(response)).GetProperty("token").GetString()!;
    }

    /// <summary>Requests to an endpoint of the authority fail with this status until the result is disposed.</summary>
    internal IDisposable Fail(string endpoint, int status)
    {
        Service<PendingFaults>().Add(new Fault(endpoint) { Status = status, Times = 100 });
        return new Restore(Service<PendingFaults>().Clear);
    }

    /// <summary>Removes an app's role until the result is disposed.</summary>
    public IDisposable TakeRole(string resource, string app)
    {
        var api = App(resource).Principal!;
        var principal = App(app).Principal!.Id;
        var taken = Assignments.On(api).Single(a => a.Principal == principal);
        Assignments.Remove(taken.Id);
        return new Restore(() => Assignments.Add(api, taken.Role, principal, taken.Kind));
    }

    /// <summary>
    /// Consents for everyone to the Microsoft Graph permissions that these features of the portal need.
    /// </summary>
    internal void ConsentToGraph(params IReadOnlyList<GraphPurpose> purposes) => Consents.Grant(
        App(TestTenant.Portal),
        user: null,
        Tenant.FindAppByName("Microsoft Graph")!,
        purposes.SelectMany(p => p.Permissions));

    internal App App(string client) => Tenant.FindApp(client)!;

    internal UserAccount User(string name) => Tenant.FindUserByName(name)!;

    /// <summary>The object id of an app's service principal.</summary>
    internal string PrincipalId(string client) => $"{App(client).Principal!.Id}";

    /// <summary>A service of the emulator.</summary>
    internal T Service<T>()
        where T : notnull => Demo.EmulatorApp.Services.GetRequiredService<T>();

    /// <summary>Sends a request that bypasses the token caches, so that it sees the tenant's current state.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string token, HttpContent? body = null)
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

    internal static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;

    internal static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken))!;
}

/// <summary>Restores a state when it is disposed.</summary>
internal sealed class Restore(Action action) : IDisposable
{
    public void Dispose() => action();
}
