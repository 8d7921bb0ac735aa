using Portal.Diagnostics.Probes;
using Portal.Instances;

namespace Portal.Diagnostics.Checks;

/// <summary>Which instances run, and whether they have the same version.</summary>
internal sealed class InstancesCheck(InstancesProbe probe, TimeProvider time)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Instances")
{
    public const string Name = "instances";

    public override IReadOnlyList<string> After => [RedisCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var instances = await probe.ReadAsync(run, cancellationToken);
        return instances.Announced.Aggregate(
            Evaluate(instances.Announced),
            (result, entry) => result.With(instances.NameOf(entry), $"{entry.Version}, running for {Age(entry)}"));
    }

    private static DiagnosticResult Evaluate(IReadOnlyList<InstanceEntry> announced)
    {
        var versions = announced.Select(e => e.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (announced.Count, versions.Count) switch
        {
            (0, _) => DiagnosticResult.Unknown("No instance has announced itself in Redis within the last 30 seconds.")
                .WithFix("Start the portal. If it runs, make sure that it uses the same Redis.", RedisCheck.Setting),
            (1, _) => DiagnosticResult.Passed(
                "One instance is running. Others join it when they start with the same settings and the same Redis."),
            (var count, 1) => DiagnosticResult.Passed($"{count} instances are running, all with version {versions[0]}."),
            (var count, _) => DiagnosticResult
                .Warning($"{count} instances are running, with the versions {string.Join(", ", versions)}. During a rollout "
                    + "this is normal.")
                .WithFix("If no rollout is in progress, update the older instances."),
        };
    }

    private string Age(InstanceEntry entry) => (time.GetUtcNow() - entry.Started) switch
    {
        { TotalMinutes: < 2 } age => $"{Math.Max(0, age.TotalSeconds):0} s",
        { TotalHours: < 2 } age => $"{age.TotalMinutes:0} min",
        { TotalDays: < 2 } age => $"{age.TotalHours:0} h",
        var age => $"{age.TotalDays:0} days",
    };
}

/// <summary>The only check of the group without Redis.</summary>
internal sealed class OneInstanceCheck() : DiagnosticCheck(InstancesCheck.Name, SetupGroups.Instances, "Instances")
{
    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        Task.FromResult(DiagnosticResult.Passed("One instance; nothing is shared."));
}
