namespace AccessContract.AspNetCore;

/// <summary>Validates the endpoints before the server accepts requests.</summary>
internal sealed class ContractValidation(EnforcedContract contract) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        contract.Validate();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
