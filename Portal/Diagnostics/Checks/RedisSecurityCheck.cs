using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the connection to Redis is encrypted and authenticated, if it leaves this machine.</summary>
internal sealed class RedisSecurityCheck(RedisConnection redis, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Instances, "Connection to Redis")
{
    public const string Name = "redis.security";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var isLocal = redis.IsLoopback;
        var options = ConfigurationOptions.Parse(redis.Multiplexer.Configuration);
        var hasPassword = !string.IsNullOrEmpty(options.Password);
        return Task.FromResult(Evaluate(isLocal, options.Ssl, hasPassword, environment.IsDevelopment())
            .With("TLS", options.Ssl ? "yes" : "no")
            .With("Password", hasPassword ? "set" : "not set"));
    }

    internal static DiagnosticResult Evaluate(bool isLocal, bool isEncrypted, bool hasPassword, bool isDevelopment) =>
        (isLocal, isEncrypted, hasPassword) switch
        {
            (true, _, _) => DiagnosticResult.Passed("Redis runs on this machine, so nothing crosses the network."),
            (_, true, true) => DiagnosticResult.Passed("The connection is encrypted, and Redis requires a password."),
            (_, _, false) => Problem(
                isDevelopment,
                "The connection has no password: anyone who reaches Redis can end sessions and read who is signed in.",
                "Set a password or an ACL user in Redis, and add password=… (and user=…) to the connection string."),
            _ => Problem(
                isDevelopment: true,
                "The connection is not encrypted: the password and the ids of users cross the network in plain text. "
                    + "Tokens and sessions in it are encrypted.",
                "Enable TLS in Redis and add ssl=true to the connection string."),
        };

    private static DiagnosticResult Problem(bool isDevelopment, string text, string fix) =>
        (isDevelopment ? DiagnosticResult.Warning(text) : DiagnosticResult.Failed(text)).WithFix(fix, RedisCheck.Setting);
}
