using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Circuits;

/// <summary>A page of rows whose circuits are measured: the portal's own, or one of the peers.</summary>
/// <param name="Path">The page's address on <paramref name="Server"/>.</param>
/// <param name="NextButton">The label of the button for the next page; null to follow the page's link.</param>
internal sealed record MeasuredPage(
    string Name, ServerProcess Server, BrowserSession Browser, string Path, string? NextButton)
{
    public Task<(CircuitClient Circuit, PageUpdate FirstView)> OpenAsync(CancellationToken cancellationToken) =>
        CircuitClient.OpenAsync(Browser, Path, NextButton, cancellationToken);

    public Task<PageUpdate> ChangePageAsync(CircuitClient circuit, CancellationToken cancellationToken) =>
        NextButton is null
            ? circuit.FollowNextAsync(cancellationToken)
            : circuit.ClickAsync(NextButton, cancellationToken);

    /// <summary>The managed heap after a full collection.</summary>
    public async Task<long> HeapBytesAsync(CancellationToken cancellationToken) =>
        (await ServerProbe.ReadAsync(Server.Address, cancellationToken)).HeapBytes;
}
