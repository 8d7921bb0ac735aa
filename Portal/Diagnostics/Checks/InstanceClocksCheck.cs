using System.Globalization;
using AccessContract;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the clocks of the instances agree, each compared with the clock of Redis.</summary>
internal sealed class InstanceClocksCheck(InstancesProbe probe)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Clocks of the instances")
{
    public const string Name = "instances.clocks";

    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    // The clock skew that is tolerated when tokens are validated.
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(60);

    public override IReadOnlyList<string> After => [InstancesCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var instances = await probe.ReadAsync(run, cancellationToken);
        if (instances.Others.Count == 0)
            return DiagnosticResult.Passed(InstanceText.NoOther);

        var byClock = instances.Others.Append(instances.This).OrderBy(e => e.AheadOfRedis).ToList();
        return byClock.Aggregate(
            Evaluate(byClock[^1].AheadOfRedis - byClock[0].AheadOfRedis),
            (result, entry) => result.With(instances.NameOf(entry), Text(entry.AheadOfRedis)));
    }

    private static DiagnosticResult Evaluate(TimeSpan apart)
    {
        const string Fix = "Synchronize the clocks of all instances with the same time server.";
        return apart switch
        {
            _ when apart > Allowed => DiagnosticResult
                .Failed($"The clocks of the instances are {DurationText.Of(apart)} apart: a session or token that is valid on "
                    + "one instance is not valid on another.")
                .WithFix(Fix),
            _ when apart > Noticeable => DiagnosticResult
                .Warning($"The clocks of the instances are {DurationText.Of(apart)} apart: sessions and tokens end earlier on "
                    + "some. From 60 seconds on, valid tokens are refused.")
                .WithFix(Fix),
            _ => DiagnosticResult.Passed("The clocks of the instances agree to within five seconds."),
        };
    }

    private static string Text(TimeSpan ahead) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Abs(ahead.TotalSeconds):0.0} s {(ahead >= TimeSpan.Zero ? "ahead of" : "behind")} Redis");
}
