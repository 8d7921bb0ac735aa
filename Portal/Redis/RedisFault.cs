using System.Security.Authentication;
using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>Why Redis cannot be used, in words for the log and the Setup check. Contains nothing of the connection string.</summary>
internal sealed record RedisFault(string Cause, string Fix)
{
    public static readonly RedisFault Silent = new(
        "It does not respond.", $"Start Redis, or check the network, and address and ssl in {RedisRegistration.Setting}.");

    /// <summary>The texts with which Redis refuses a command or a sign-in, and what each of them means.</summary>
    private static readonly (string Text, RedisFault Fault)[] Refusals =
    [
        ("WRONGPASS", new("It refuses the user name or password.", $"Correct user and password in {RedisRegistration.Setting}.")),
        ("NOAUTH", new("It requires a password.", $"Add user and password to {RedisRegistration.Setting}.")),
        ("NOPERM", new(
            "Its user may not use a command or key.",
            "Allow the user of the portal all commands on keys that start with obo: or rl:, and on the channel obo:notices.")),
        ("OOM", new("Its memory is full.", "Give Redis more memory, or set its maxmemory-policy to volatile-ttl.")),
        ("READONLY", new("It is a replica that accepts no changes.", $"Name the primary in {RedisRegistration.Setting}.")),
        ("MISCONF", new("It refuses changes, because it cannot save to its disk.", "Free disk space on the machine of Redis.")),
        ("LOADING", new("It is still loading its data.", "Wait until Redis has started.")),
    ];

    private static readonly RedisFault NoTls = new(
        "No encrypted connection can be established.",
        $"Check ssl, sslHost and the port in {RedisRegistration.Setting}, and that this machine trusts the certificate of Redis.");

    private static readonly RedisFault Refused = new(
        "It refuses the connection's user name, password or encryption.", $"Check user, password and ssl in {RedisRegistration.Setting}.");

    public static RedisFault Of(Exception exception)
    {
        var causes = Causes(exception).ToList();
        return Refusals.FirstOrDefault(r => causes.Exists(c => c.Message.Contains(r.Text, StringComparison.Ordinal))).Fault
            ?? (causes.Exists(c => c is AuthenticationException) ? NoTls
                : causes.Exists(c => c is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure })
                    ? Refused
                    : Silent);
    }

    /// <summary>Why a connection was not established, or ended.</summary>
    public static RedisFault Of(ConnectionFailureType type, Exception? exception)
    {
        var fault = exception is null ? Silent : Of(exception);
        return fault == Silent && type == ConnectionFailureType.AuthenticationFailure ? Refused : fault;
    }

    private static IEnumerable<Exception> Causes(Exception? exception) => exception switch
    {
        null => [],
        AggregateException several => [several, .. several.InnerExceptions.SelectMany(Causes)],
        _ => [exception, .. Causes(exception.InnerException)],
    };
}

/// <summary>Redis did not do what it was asked for, and why.</summary>
internal sealed class RedisUnavailableException(RedisFault fault) : Exception(fault.Cause)
{
    public RedisFault Fault { get; } = fault;
}
