using System.Globalization;

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
        null => DiagnosticResult.Unknown($"{who} does not send its time."),
        { } off when off.Duration() >= Allowed => DiagnosticResult
            .Failed($"{who} is {Off(off)}: tokens are refused as not valid yet, or as expired.")
            .WithFix("Synchronize the clocks of both machines; this one first, if the sign-in service is Entra ID."),
        { } off when off.Duration() >= Noticeable => DiagnosticResult
            .Warning($"{who} is {Off(off)}. At {Allowed.TotalSeconds:0} seconds, tokens are refused.")
            .WithFix("Synchronize the clocks of both machines."),
        _ => DiagnosticResult.Passed($"{who} and this machine agree to within a few seconds."),
    };

    public static string? Off(TimeSpan? ahead) => ahead switch
    {
        null => null,
        { } off when Math.Abs(off.TotalSeconds) < 1.5 => "the same time",
        { } off => $"{Length(off.Duration())} {(off > TimeSpan.Zero ? "ahead of" : "behind")} this machine",
    };

    private static string Length(TimeSpan length) => length switch
    {
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0} seconds"),
    };
}
