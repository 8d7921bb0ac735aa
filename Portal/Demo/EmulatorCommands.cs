using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Sends validated requests to the emulator's controls.</summary>
internal sealed class EmulatorCommands(EmulatorControlClient emulator)
{
    public Task FailAsync(FaultOrder order, CancellationToken cancellationToken) => emulator.PostAsync("faults", order, cancellationToken);

    /// <summary>Does nothing if the fault is used up already.</summary>
    public Task TakeBackAsync(int id, CancellationToken cancellationToken) => emulator.DeleteAsync($"faults/{id}", cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => emulator.DeleteAsync("faults", cancellationToken);

    public Task SetClockAsync(ClockOrder order, CancellationToken cancellationToken) => emulator.PostAsync("clock", order, cancellationToken);

    public Task RollAsync(KeyOrder order, CancellationToken cancellationToken) => emulator.PostAsync("keys", order, cancellationToken);
}
