using System.Globalization;

namespace Portal.Benchmarks.Scale;

/// <summary>
/// <c>scale [--users N] [--active-share 0.1] …</c> prints what that many users need; without <c>--users</c>, the tables of
/// docs/scale.md.
/// </summary>
internal static class ScaleCommand
{
    public const string Name = "scale";

    /// <summary>The settings that docs/scale.md recommends from about a thousand users on.</summary>
    public static ScaleScenario Recommended { get; } =
        new() { Users = 0, RevocationCheckSeconds = 900, AccessWatchSeconds = 900 };

    private static readonly Dictionary<string, Func<ScaleScenario, double, ScaleScenario>> Options = new(StringComparer.Ordinal)
    {
        ["--users"] = (s, value) => s with { Users = value },
        ["--active-share"] = (s, value) => s with { ActiveShare = value },
        ["--sign-in-share"] = (s, value) => s with { SignInShare = value },
        ["--wave-share"] = (s, value) => s with { WaveShare = value },
        ["--wave-minutes"] = (s, value) => s with { WaveMinutes = (int)value },
        ["--pages-per-user"] = (s, value) => s with { PagesPerUser = value },
        ["--changes-per-minute"] = (s, value) => s with { ChangesPerMinute = value },
        ["--hours-open"] = (s, value) => s with { HoursOpen = value },
        ["--apis"] = (s, value) => s with { Apis = (int)value },
        ["--groups"] = (s, value) => s with { Groups = (int)value },
        ["--revocation-check-seconds"] = (s, value) => s with { RevocationCheckSeconds = value },
        ["--access-watch-seconds"] = (s, value) => s with { AccessWatchSeconds = value },
        ["--changes-per-user-and-year"] = (s, value) => s with { ChangesPerUserAndYear = value },
        ["--cores-per-instance"] = (s, value) => s with { CoresPerInstance = value },
        ["--gigabytes-per-instance"] = (s, value) => s with { GigabytesPerInstance = value },
    };

    /// <summary>Returns the exit code.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        var scenario = new ScaleScenario { Users = 0 };
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!Options.TryGetValue(arguments[i], out var set)
                || i + 1 == arguments.Length
                || !double.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var value)
                || !IsPossible(arguments[i], value))
            {
                var known = string.Join(", ", Options.Keys);
                errors.WriteLine($"{arguments[i]} is not an option with a number. Options: {known}");
                return 2;
            }

            scenario = set(scenario, value);
        }

        output.Write(scenario.Users > 0 ? ScaleTable.Write([scenario]) : Documentation(scenario));
        return 0;
    }

    // 0 seconds disables a check.
    private static bool IsPossible(string option, double value) =>
        value > 0 || (value == 0 && option.EndsWith("-seconds", StringComparison.Ordinal));

    private static string Documentation(ScaleScenario scenario) =>
        $"With the given settings:\n\n{ScaleTable.OfDocumentation(scenario)}\n"
        + "With Session:RevocationCheckSeconds and AccessWatch:Seconds at "
        + $"{ScaleTable.Number(Recommended.AccessWatchSeconds)}:\n\n"
        + ScaleTable.OfDocumentation(scenario with
        {
            RevocationCheckSeconds = Recommended.RevocationCheckSeconds,
            AccessWatchSeconds = Recommended.AccessWatchSeconds,
        });
}
