using AccessContract;

namespace Portal.Diagnostics.Checks;

/// <summary>Compares two clocks and explains the effect on tokens.</summary>
internal static class ClockText
{
    // The clock skew that the portal and AppB tolerate.
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(20);

    /// <param name="who">The owner of the clock, as the beginning of a sentence.</param>
    /// <param name="ahead">How far it is ahead of this machine's; null if unknown.</param>
    public static DiagnosticResult Evaluate(string who, TimeSpan? ahead) => ahead switch
    {
        null => DiagnosticResult.Unknown($"{who} sent no time that could be read."),
        { } off when off.Duration() >= Allowed => DiagnosticResult
            .Failed($"{who} is {Off(off)}: tokens can be refused as not valid yet, or as expired.")
            .WithFix("Synchronize the clocks of both machines; this one first, if the sign-in service is Entra ID."),
        { } off when off.Duration() >= Noticeable => DiagnosticResult
            .Warning($"{who} is {Off(off)}. From {Allowed.TotalSeconds:0} seconds on, tokens can be refused.")
            .WithFix("Synchronize the clocks of both machines."),
        _ => DiagnosticResult.Passed($"{who} and this machine agree to within a few seconds."),
    };

    public static string? Off(TimeSpan? ahead) => ahead switch
    {
        null => null,
        { } off when Math.Abs(off.TotalSeconds) < 1.5 => "the same time",
        { } off => $"{DurationText.Of(off)} {(off > TimeSpan.Zero ? "ahead of" : "behind")} this machine",
    };
}
