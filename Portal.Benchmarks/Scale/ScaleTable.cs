using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Scale;

/// <summary>Estimates as a table in Markdown, a column for each scenario.</summary>
internal static class ScaleTable
{
    private static readonly int[] DocumentedUsers = [1_000, 10_000, 1_000_000];

    /// <summary>The table of docs/scale.md.</summary>
    public static string OfDocumentation(ScaleScenario scenario) =>
        Write([.. DocumentedUsers.Select(users => scenario with { Users = users })]);

    public static string Write(IReadOnlyList<ScaleScenario> scenarios)
    {
        var text = new StringBuilder();
        Row("Users", s => Number(s.Users));
        text.Append("|---|").Insert(text.Length, "---:|", scenarios.Count).Append('\n');
        Row("Users with an open page", s => Number(s.ActiveUsers));
        Row("Circuits (open pages)", s => Number(s.OpenPages));
        Estimate("Sign-ins per second in the wave", e => Number(e.SignInsAtPeak));
        Estimate("Authority requests per user with an open page and hour", e => Number(e.AuthorityPerUserAndHour));
        Estimate("Authority requests per second, busiest minute", e => Number(e.AuthorityAtPeak));
        Estimate("… of what External ID allows per tenant", e => Share(e.AuthorityAtPeak / ScaleLimits.ExternalIdPerTenant));
        Estimate("… of what External ID allows per address", e => Share(e.AuthorityAtPeak / ScaleLimits.ExternalIdPerAddress));
        Estimate("… per second when the first tokens are renewed", e => Number(e.AuthorityInRenewalWave));
        Estimate("Graph requests per 10 seconds", e => Number(e.GraphRequestsPer10Seconds));
        Estimate("… of what Graph allows", e => Share(e.GraphRequestsPer10Seconds / ScaleLimits.GraphUnitsPer10Seconds));
        Estimate("Busy cores, busiest minute", e => Number(e.BusyCores));
        Estimate("Memory of the circuits", e => Bytes(e.MemoryOfCircuits));
        Row("Instances", Instances);
        Estimate("Units of Azure SignalR Service, if used", e => Number(e.SignalRUnits));
        Estimate("Redis, per signed-in user", e => Bytes(e.RedisBytesPerUser));
        Estimate("Redis, memory", e => Bytes(e.RedisBytes));
        Estimate("Redis, commands per second", e => Number(e.RedisCommands));
        Estimate("PostgreSQL, audit log rows a year", e => Number(e.AuditRowsPerYear));
        Estimate("PostgreSQL, audit log size a year", e => Bytes(e.AuditBytesPerYear));
        Estimate("One instance lost: authority requests per second in addition", e => Number(e.AuthorityAfterFailover));
        Estimate("One instance lost: its pages are loaded again within", e => $"{Number(e.SecondsOfFailover)} s");
        return text.ToString();

        void Estimate(string name, Func<ScaleEstimate, string> value) => Row(name, s => value(new ScaleEstimate(s)));

        void Row(string name, Func<ScaleScenario, string> value) =>
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", scenarios.Select(value))} |\n");
    }

    // Two digits: the figures are not more exact.
    internal static string Number(double value)
    {
        if (value <= 0)
            return "0";
        if (value < 10)
            return value.ToString("0.#", CultureInfo.InvariantCulture) is var text && text == "0" ? "< 0.1" : text;

        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return (Math.Round(value / unit) * unit).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
    }

    private static string Instances(ScaleScenario scenario) =>
        $"{Number(new ScaleEstimate(scenario).Instances)} × {Number(scenario.CoresPerInstance)} cores, "
        + $"{Number(scenario.GigabytesPerInstance)} GB";

    private static string Share(double share) => share < 0.001 ? "< 0.1 %" : $"{Number(share * 100)} %";

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1024.0 * 1024 * 1024 => $"{Number(bytes / 1024 / 1024 / 1024)} GB",
        >= 1024 * 1024 => $"{Number(bytes / 1024 / 1024)} MB",
        _ => $"{Number(bytes / 1024)} KB",
    };
}
