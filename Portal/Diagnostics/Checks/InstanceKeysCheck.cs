using Portal.Diagnostics.Probes;
using Portal.Instances;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether instances can decrypt one another’s cookies, sessions and tokens.</summary>
internal sealed class InstanceKeysCheck(InstancesProbe probe, ThisInstance instance)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Shared keys")
{
    public const string Name = "instances.keys";

    public override IReadOnlyList<string> After => [InstancesCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var instances = await probe.ReadAsync(run, cancellationToken);
        if (instances.Others.Count == 0)
            return DiagnosticResult.Passed(InstanceText.NoOther);

        var foreign = instances.Others.Where(e => !instance.SharesKeysWith(e)).ToList();
        var different = instances.Others.Where(e => e.Keys != instances.This.Keys).ToList();
        return Evaluate(foreign, different)
            .With("Different keys", string.Join(", ", foreign.Union(different).Select(instances.NameOf)));
    }

    private static DiagnosticResult Evaluate(List<InstanceEntry> foreign, List<InstanceEntry> different) =>
        (foreign.Count, different.Count) switch
        {
            ( > 0, _) => DiagnosticResult
                .Failed("This instance cannot decrypt what others encrypt: users who reach another instance are signed out.")
                .WithFix(
                    "Give all instances the same Redis, and the same certificate for the keys.",
                    "DataProtection:Certificate:Path"),
            (_, > 0) => DiagnosticResult
                .Warning("This instance decrypts what the others encrypt, but not all have the same list of keys. While a "
                    + "new key spreads, this is normal.")
                .WithFix(
                    "Check again in a minute. If it stays, make sure that all instances use the same Redis.",
                    RedisCheck.Setting),
            _ => DiagnosticResult.Passed(
                "All instances have the same Data Protection keys. This one decrypts what the others encrypt."),
        };
}
