using Portal.Diagnostics.Probes;
using Portal.Instances;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the proxy sends all requests of a browser to the same instance, as far as circuits have shown.</summary>
internal sealed class StickySessionsCheck(InstancesProbe probe)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Sticky sessions")
{
    public const string Name = "instances.sticky";

    private const double MaxMisdirected = 0.01;

    public override IReadOnlyList<string> After => [InstancesCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var instances = await probe.ReadAsync(run, cancellationToken);
        if (instances.Announced.Count < 2)
            return DiagnosticResult.Passed(InstanceText.NoOther);

        var counts = instances.Announced
            .Select(e => (Entry: e, Here: Here(e), Elsewhere: Elsewhere(e, instances.Announced)))
            .ToList();
        var (here, elsewhere) = (counts.Sum(c => c.Here), counts.Sum(c => c.Elsewhere));
        return counts.Aggregate(
            Evaluate(here, elsewhere, instances.Announced.Sum(e => e.Circuits.Misdirected)),
            (result, count) => result.With(instances.NameOf(count.Entry), Text(count.Here, count.Elsewhere, count.Entry)));
    }

    internal static DiagnosticResult Evaluate(int here, int elsewhere, int misdirected)
    {
        const string Fix = "Let the proxy keep each browser on one instance, by a cookie of its own. docs/setup.md#instances "
            + "has the configuration.";
        var total = here + elsewhere;
        var observed = $"Sticky sessions observed: {here} of {total} circuits started where their page was rendered";
        return (elsewhere, misdirected) switch
        {
            (0, 0) when total == 0 => DiagnosticResult.Unknown(
                "No circuit has started yet, so it is not known whether the proxy keeps browsers on one instance."),
            (0, 0) => DiagnosticResult.Passed($"{observed}."),
            _ when misdirected > total * MaxMisdirected => DiagnosticResult
                .Failed($"{observed}. {misdirected} requests of a connection reached another instance than the one that opened "
                    + "it, so pages connect late or not at all.")
                .WithFix(Fix),
            _ => DiagnosticResult
                .Warning($"{observed}; the proxy does not always keep browsers on one instance, and their pages can lose the "
                    + "connection.")
                .WithFix(Fix),
        };
    }

    private static int Here(InstanceEntry entry) => entry.Circuits.ByOrigin.GetValueOrDefault(entry.Id);

    // A page of an instance that has stopped starts or resumes its circuit on another one, as it should.
    private static int Elsewhere(InstanceEntry entry, IReadOnlyList<InstanceEntry> running) =>
        running.Where(other => other.Id != entry.Id).Sum(other => entry.Circuits.ByOrigin.GetValueOrDefault(other.Id));

    private static string Text(int here, int elsewhere, InstanceEntry entry)
    {
        var text = $"{here} of {here + elsewhere}";
        return entry.Circuits.Misdirected == 0 ? text : $"{text}; {entry.Circuits.Misdirected} misdirected requests";
    }
}
