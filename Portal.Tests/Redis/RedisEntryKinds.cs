using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Redis;

/// <summary>
/// Every kind of entry that SECURITY.md lists for Redis: its name, and what its values look like. Anything else may be
/// readable, and fails.
/// </summary>
internal static partial class RedisEntryKinds
{
    private const string Hash = "[0-9A-F]{64}";
    private const string Random = "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}";
    private const string Instance = "[0-9A-Za-z_.-]+-[0-9a-f]{6}";
    private const string Number = @"-?\d+(\.\d+)?(e[+-]?\d+)?";

    // Two times come before the encrypted content of a cached entry.
    private const int CacheHeaderLength = 16;

    // How content begins that Data Protection has encrypted: as bytes, and as text.
    private static readonly byte[] EncryptedStart = [0x09, 0xF0, 0xC9, 0xF0];
    private const string EncryptedTextStart = "CfDJ8";

    private static readonly string[] InstanceMembers =
        ["Id", "Version", "Started", "AheadOfRedis", "Keys", "Probe", "Settings", "Circuits"];

    private static readonly (string Name, Func<byte[], bool> IsExpected)[] All =
    [
        ($"obo:cache:{Hash}", value => IsEncrypted(value.AsSpan(CacheHeaderLength))),
        ($"obo:(circuit-state|change|apply|traces|runs|export):{Hash}", value => IsEncrypted(value)),
        ("obo:cache-removed", value => IsText(value, $"hash|by|{Hash}|{Random}")),
        ("obo:cache-content", value => IsText(value, Random)),
        ("obo:cache-check", value => IsText(value, "1")),
        ("obo:keys", value => IsText(value, $"(key|revocation)-{Random}") || !IsReadable(value)),
        ("obo:keys-lock", value => IsText(value, Random)),
        ($"obo:lock:[a-z-]+:{Hash}", value => IsText(value, Random)),
        ($"obo:circuit:{Hash}", value => IsText(value, Hash)),
        ("obo:run-applications", value => IsText(value, Hash)),
        ("obo:instances", value => IsText(value, Instance)),
        ($"obo:instance:{Instance}", IsAnnouncement),
        ($"rl:tb:{{{Hash}}}(:ts)?", value => IsText(value, Number)),
    ];

    /// <summary>Fails if there is an entry of another kind, or with other content.</summary>
    public static async Task AssertAsync(RedisServer server)
    {
        foreach (var (key, values) in await RedisContent.EntriesAsync(server))
        {
            var isExpected = All.FirstOrDefault(kind => IsMatch(key, kind.Name)).IsExpected;
            Assert.True(isExpected is not null, $"Redis has an entry of an unknown kind: {key}");
            Assert.All(values, value => Assert.True(isExpected(value), $"{key} contains {Encoding.Latin1.GetString(value)}"));
        }
    }

    /// <summary>Fails if a command has used another name, also of an entry that is gone, or published another message.</summary>
    /// <param name="commands">What MONITOR has printed.</param>
    public static void AssertCommands(string commands)
    {
        Assert.All(
            NameArgument().Matches(commands).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal),
            name => Assert.True(
                name is "obo:notices" or "obo:cache:*" || All.Any(kind => IsMatch(name, kind.Name)), $"A command named {name}."));
        Assert.All(
            Publication().Matches(commands).Select(m => m.Groups["message"].Value),
            message => Assert.True(IsMatch(message, $@"{Random} (probe \d+|[A-Za-z]+ ({Hash})?)"), $"Published: {message}"));
    }

    private static bool IsEncrypted(ReadOnlySpan<byte> value) => value.StartsWith(EncryptedStart);

    private static bool IsText(byte[] value, string pattern) => IsMatch(Encoding.Latin1.GetString(value), pattern);

    private static bool IsMatch(string text, string pattern) =>
        Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // Random bytes are practically never valid UTF-8.
    private static bool IsReadable(byte[] value)
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(value);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsAnnouncement(byte[] value)
    {
        var entry = JsonSerializer.Deserialize<JsonElement>(value);
        return entry.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal)
                .SequenceEqual(InstanceMembers.Order(StringComparer.Ordinal))
            && entry.GetProperty("Probe").GetString()!.StartsWith(EncryptedTextStart, StringComparison.Ordinal)
            && IsMatch(entry.GetProperty("Keys").GetString()!, "[0-9a-f]{16}")
            && entry.GetProperty("Settings").EnumerateObject().All(s => IsMatch(s.Value.GetString()!, "[0-9a-f]{16}|"))
            && entry.GetProperty("Circuits").GetProperty("ByOrigin").EnumerateObject()
                .All(origin => IsMatch(origin.Name, Instance) && origin.Value.ValueKind == JsonValueKind.Number);
    }

    [GeneratedRegex("\"(?<name>(obo|rl):[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NameArgument();

    [GeneratedRegex("\"PUBLISH\" \"obo:notices\" \"(?<message>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Publication();
}
