using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Sets the levers to what a presenter chose. What is ordered has been checked.</summary>
internal sealed class EmulatorCommands(EmulatorControlClient levers)
{
    public Task FailAsync(FaultOrder order, CancellationToken cancellationToken) => levers.PostAsync("faults", order, cancellationToken);

    /// <summary>One that has happened meanwhile needs no taking back.</summary>
    public Task TakeBackAsync(int id, CancellationToken cancellationToken) => levers.DeleteAsync($"faults/{id}", cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => levers.DeleteAsync("faults", cancellationToken);

    public Task SetClockAsync(ClockOrder order, CancellationToken cancellationToken) => levers.PostAsync("clock", order, cancellationToken);

    public Task RollAsync(KeyOrder order, CancellationToken cancellationToken) => levers.PostAsync("keys", order, cancellationToken);
}
