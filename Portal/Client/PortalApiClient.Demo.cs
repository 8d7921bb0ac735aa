using System.Net.Http.Json;
using Portal.Contracts.Demo;

namespace Portal.Client;

// Faults and scenarios for demos. Only with the emulator.
public sealed partial class PortalApiClient
{
    private const string Demo = "api/demo";

    public Task<DemoState> GetDemoAsync(CancellationToken cancellationToken) => GetAsync<DemoState>(Demo, cancellationToken);

    public Task<DemoState> PlayAsync(string scene, CancellationToken cancellationToken) =>
        DemoAsync(HttpMethod.Post, $"scenes/{Uri.EscapeDataString(scene)}", cancellationToken);

    /// <summary>Makes the next responses of an endpoint fail or arrive late.</summary>
    public Task<DemoState> FailAsync(FaultOrder order, CancellationToken cancellationToken) =>
        DemoAsync("faults", order, cancellationToken);

    /// <summary>Removes a fault that has not occurred yet.</summary>
    public Task<DemoState> TakeBackAsync(WaitingFault fault, CancellationToken cancellationToken) =>
        DemoAsync(HttpMethod.Delete, $"faults/{fault.Id}", cancellationToken);

    public Task<DemoState> TakeAllBackAsync(CancellationToken cancellationToken) =>
        DemoAsync(HttpMethod.Delete, "faults", cancellationToken);

    public Task<DemoState> SetClockAsync(ClockOrder order, CancellationToken cancellationToken) =>
        DemoAsync("clock", order, cancellationToken);

    public Task<DemoState> RollKeysAsync(KeyOrder order, CancellationToken cancellationToken) =>
        DemoAsync("keys", order, cancellationToken);

    /// <summary>Sends an API a token with something wrong in it.</summary>
    public Task<TamperedTokenResult> SignAsync(TamperedTokenRequest request, CancellationToken cancellationToken) => SendAsync<TamperedTokenResult>(
        new HttpRequestMessage(HttpMethod.Post, $"{Demo}/forgeries") { Content = JsonContent.Create(request) },
        cancellationToken);

    private Task<DemoState> DemoAsync(HttpMethod method, string lever, CancellationToken cancellationToken) =>
        SendAsync<DemoState>(new HttpRequestMessage(method, $"{Demo}/{lever}"), cancellationToken);

    private Task<DemoState> DemoAsync<T>(string lever, T order, CancellationToken cancellationToken) => SendAsync<DemoState>(
        new HttpRequestMessage(HttpMethod.Post, $"{Demo}/{lever}") { Content = JsonContent.Create(order) },
        cancellationToken);
}
