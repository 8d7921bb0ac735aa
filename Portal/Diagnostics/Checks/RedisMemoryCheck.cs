using System.Globalization;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>
/// What Redis does when its memory is full: if it evicts entries, sessions end, and keys that the portal cannot replace
/// disappear.
/// </summary>
internal sealed class RedisMemoryCheck(RedisConnection redis)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Memory of Redis")
{
    public const string Name = "redis.memory";

    private const string Sizing = "docs/scale.md has the memory per user.";

    public override IReadOnlyList<string> After => [RedisCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var facts = await ReadAsync(cancellationToken);
        if (facts.GetValueOrDefault("maxmemory_policy") is not { } policy)
            return DiagnosticResult.Unknown("Redis did not say what it does when its memory is full.");

        var limit = Number(facts, "maxmemory");
        var evicted = Number(facts, "evicted_keys");
        return Evaluate(policy, limit, evicted)
            .With("maxmemory-policy", policy)
            .With("maxmemory", limit == 0 ? "no limit" : Megabytes(limit))
            .With("In use", Megabytes(Number(facts, "used_memory")))
            .With("Entries evicted since Redis started", evicted.ToString(CultureInfo.InvariantCulture))
            .With("Version", facts.GetValueOrDefault("redis_version"));
    }

    internal static DiagnosticResult Evaluate(string policy, long limit, long evicted) => (policy, limit, evicted) switch
    {
        ({ } all, _, _) when all.StartsWith("allkeys", StringComparison.Ordinal) => DiagnosticResult
            .Failed("When its memory is full, Redis evicts any entry, even the Data Protection keys: then every session "
                + "ends and stored tokens cannot be decrypted.")
            .WithFix("Set maxmemory-policy of Redis to noeviction, or to volatile-ttl, and give it enough memory. " + Sizing),
        (_, _, > 0) => DiagnosticResult
            .Warning("Redis has evicted entries, because its memory was full: users had to sign in again, or waited for "
                + "new tokens.")
            .WithFix("Give Redis more memory (maxmemory). " + Sizing),
        ("noeviction", 0, _) => DiagnosticResult.Passed("Redis evicts nothing. It uses as much memory as it needs."),
        ("noeviction", _, _) => DiagnosticResult.Passed(
            "Redis evicts nothing. When its memory is full, it refuses to write: users stay signed in, and new sign-ins "
            + "are kept by one instance only."),
        ("volatile-ttl", _, _) => DiagnosticResult.Passed(
            "When its memory is full, Redis evicts what expires first. It keeps the Data Protection keys."),
        _ => DiagnosticResult
            .Warning("When its memory is full, Redis evicts sessions and tokens that still have long to live, without "
                + "notice.")
            .WithFix("Set maxmemory-policy of Redis to noeviction, or to volatile-ttl. " + Sizing),
    };

    // INFO, because managed services refuse CONFIG; in a script, because the client counts it among the commands of
    // administrators. Empty where the user may not read it.
    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reading = redis.Multiplexer.GetDatabase().ScriptEvaluateAsync("return redis.call('INFO')");
            return Parse((string?)await reading.WaitAsync(RedisConnection.Timeout, cancellationToken) ?? "");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return [];
        }
    }

    private static Dictionary<string, string> Parse(string info) => info
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2)
        .DistinctBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static long Number(Dictionary<string, string> facts, string name) =>
        long.TryParse(facts.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
