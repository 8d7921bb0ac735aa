using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Components.Rows;

/// <summary>
/// Whether the browser is connected. Components of a connected page are disposed because the user went on to something
/// else, all others because the page or the instance has ended.
/// </summary>
public sealed class CircuitPresence : CircuitHandler
{
    internal bool IsConnected { get; private set; }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsConnected = true;
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsConnected = false;
        return Task.CompletedTask;
    }
}
