using Portal.Contracts.Demo;

namespace Portal.Client;

// Faults and scenarios for demos. Only with the emulator.
public sealed partial class PortalApiClient
{
    private const string Demo = "api/demo";

    public Task<DemoState> GetDemoAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<DemoState>(Demo, cancellationToken);

    /// <summary>What is broken now.</summary>
    public Task<BrokenState> GetBrokenAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<BrokenState>($"{Demo}/broken", cancellationToken);

    public Task<DemoState> PutBackAsync(CancellationToken cancellationToken) =>
        SendDemoAsync(HttpMethod.Post, "put-back", cancellationToken);

    public Task<DemoState> PlayAsync(string scenario, CancellationToken cancellationToken) =>
        SendDemoAsync(HttpMethod.Post, $"scenes/{Uri.EscapeDataString(scenario)}", cancellationToken);

    /// <summary>Makes the next responses of an endpoint fail or arrive late.</summary>
    public Task<DemoState> AddFaultAsync(FaultRequest request, CancellationToken cancellationToken) =>
        PostAsync<DemoState>($"{Demo}/faults", request, cancellationToken);

    /// <summary>Removes a fault that has not occurred yet.</summary>
    public Task<DemoState> RemoveFaultAsync(PendingFault fault, CancellationToken cancellationToken) =>
        SendDemoAsync(HttpMethod.Delete, $"faults/{fault.Id}", cancellationToken);

    public Task<DemoState> RemoveAllFaultsAsync(CancellationToken cancellationToken) =>
        SendDemoAsync(HttpMethod.Delete, "faults", cancellationToken);

    public Task<DemoState> SetClockAsync(ClockRequest request, CancellationToken cancellationToken) =>
        PostAsync<DemoState>($"{Demo}/clock", request, cancellationToken);

    public Task<DemoState> RollKeysAsync(KeyRolloverRequest request, CancellationToken cancellationToken) =>
        PostAsync<DemoState>($"{Demo}/keys", request, cancellationToken);

    /// <summary>Sends an API a tampered token.</summary>
    public Task<TamperedTokenResult> SendTamperedTokenAsync(
        TamperedTokenRequest request, CancellationToken cancellationToken) =>
        PostAsync<TamperedTokenResult>($"{Demo}/forgeries", request, cancellationToken);

    private Task<DemoState> SendDemoAsync(HttpMethod method, string control, CancellationToken cancellationToken) =>
        SendAsync<DemoState>(new HttpRequestMessage(method, $"{Demo}/{control}"), cancellationToken);
}
