using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Sends validated requests to the emulator's controls.</summary>
internal sealed class EmulatorCommands(EmulatorControlClient emulator)
{
    public Task AddFaultAsync(FaultRequest request, CancellationToken cancellationToken) => emulator.PostAsync("faults", request, cancellationToken);

    /// <summary>Does nothing if the fault is used up already.</summary>
    public Task RemoveFaultAsync(int id, CancellationToken cancellationToken) => emulator.DeleteAsync($"faults/{id}", cancellationToken);

    public Task RemoveAllFaultsAsync(CancellationToken cancellationToken) => emulator.DeleteAsync("faults", cancellationToken);

    /// <summary>Removes all faults, resets the clock, and undoes what scenarios changed in the tenant.</summary>
    public Task PutBackAsync(CancellationToken cancellationToken) => emulator.PostAsync("put-back", new { }, cancellationToken);

    public Task SetClockAsync(ClockRequest request, CancellationToken cancellationToken) => emulator.PostAsync("clock", request, cancellationToken);

    public Task RollAsync(KeyRolloverRequest request, CancellationToken cancellationToken) => emulator.PostAsync("keys", request, cancellationToken);
}
