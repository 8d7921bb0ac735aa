using Portal.Instances;

namespace Portal.Diagnostics.Probes;

/// <summary>The running instances, which several checks compare.</summary>
internal sealed class InstancesProbe(InstanceDirectory directory, ThisInstance instance)
{
    public Task<RunningInstances> ReadAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        run.OnceAsync("instances", _ => ReadAsync(), cancellationToken);

    private async Task<RunningInstances> ReadAsync()
    {
        var ahead = await directory.MeasureAheadAsync();
        return new RunningInstances(instance.Describe(ahead ?? TimeSpan.Zero), await directory.ReadAsync() ?? []);
    }
}

/// <param name="This">The instance that checks. On the command line it runs for the check only, and is not announced.</param>
/// <param name="Announced">All instances that have announced themselves.</param>
internal sealed record RunningInstances(InstanceEntry This, IReadOnlyList<InstanceEntry> Announced)
{
    public IReadOnlyList<InstanceEntry> Others { get; } = [.. Announced.Where(e => e.Id != This.Id)];

    /// <summary>How a finding names an instance.</summary>
    public string NameOf(InstanceEntry entry) => entry.Id != This.Id
        ? entry.Id
        : Announced.Count == Others.Count ? "this check" : $"{entry.Id} (this instance)";
}
