using Portal.Diagnostics.Probes;
using Portal.Instances;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether instances have the same settings where they must, and share what must last.</summary>
internal sealed class InstanceSettingsCheck(InstancesProbe probe)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Settings of the instances")
{
    public const string Name = "instances.settings";

    public override IReadOnlyList<string> After => [InstancesCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var instances = await probe.ReadAsync(run, cancellationToken);
        if (instances.Others.Count == 0)
            return DiagnosticResult.Passed(InstanceText.NoOther);

        var differences = instances.This.Settings
            .Select(setting => (Name: setting.Key, On: instances.Others.Where(e => Differs(e, setting)).ToList()))
            .Where(difference => difference.On.Count > 0)
            .ToList();
        return differences.Aggregate(
            Evaluate([.. differences.Select(d => d.Name)], instances.This),
            (result, difference) => result.With(
                difference.Name, $"differs on {string.Join(", ", difference.On.Select(instances.NameOf))}"));
    }

    // What an instance does not announce is unknown to its version.
    private static bool Differs(InstanceEntry other, KeyValuePair<string, string> setting) =>
        other.Settings.TryGetValue(setting.Key, out var value) && value != setting.Value;

    private static DiagnosticResult Evaluate(List<string> different, InstanceEntry instance) => different switch
    {
        [var first, ..] => DiagnosticResult
            .Failed("The instances have different settings, so what users see depends on the instance that they reach.")
            .WithFix(
                "Give all instances the same value. During a rollout of new settings, check again when it is complete.",
                first),
        _ when instance.Settings.GetValueOrDefault(InstanceSettings.Database) is "" => DiagnosticResult
            .Warning("Each instance records its own audit log, in a file: administrators see the changes that were made on "
                + "one instance only.")
            .WithFix("Name a PostgreSQL database, the same for all instances.", InstanceSettings.Database),
        _ => DiagnosticResult.Passed("All instances have the same settings where they must agree."),
    };
}
