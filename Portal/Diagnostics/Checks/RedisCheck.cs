using System.Globalization;
using Portal.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether Redis responds, is reached over an encrypted connection, and keeps what has no expiry.</summary>
internal sealed class RedisCheck(RedisConnection redis, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Storage, "Redis")
{
    public const string Name = "redis";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        try
        {
            var delay = await redis.UseAsync(d => d.PingAsync());
            return (await EvaluateAsync())
                .With("Address", redis.Address)
                .With("Encrypted", redis.IsEncrypted ? "yes" : "no")
                .With("Response time", string.Create(CultureInfo.InvariantCulture, $"{delay.TotalMilliseconds:0.0} ms"));
        }
        catch (RedisUnavailableException unavailable)
        {
            return DiagnosticResult
                .Failed($"It cannot be used. {unavailable.Fault.Cause} Until it can, each instance works with what it has in memory.")
                .With("Address", redis.Address)
                .WithFix(unavailable.Fault.Fix, RedisRegistration.Setting);
        }
    }

    private async Task<DiagnosticResult> EvaluateAsync()
    {
        if (!redis.IsEncrypted && !redis.IsLoopback && !environment.IsDevelopment())
        {
            return DiagnosticResult.Warning("It responds, but the connection to it is not encrypted.")
                .WithFix("Add ssl=true, and use a port of Redis that accepts TLS.", RedisRegistration.Setting);
        }

        return await EvictionPolicyAsync() is { } policy && policy.StartsWith("allkeys", StringComparison.Ordinal)
            ? DiagnosticResult.Warning("When its memory is full, it may drop the Data Protection keys too, which have no expiry.")
                .With("maxmemory-policy", policy)
                .WithFix("Set maxmemory-policy to volatile-lru in the configuration of Redis.")
            : DiagnosticResult.Passed("It responds.");
    }

    // Null where the user may not read it. The library's own method requires a connection for administrators.
    private async Task<string?> EvictionPolicyAsync()
    {
        const string Policy = "maxmemory_policy:";
        var (_, memory) = await redis.TryUseAsync(d => d.ExecuteAsync("INFO", "memory"));
        return $"{memory}".Split("\r\n").FirstOrDefault(line => line.StartsWith(Policy, StringComparison.Ordinal))?[Policy.Length..];
    }
}
