using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>What the emulator is asked to forge, in its words.</summary>
/// <param name="User">By user name, without the domain; null for the client's own token.</param>
internal sealed record ForgeryOrder(string Client, string Resource, string? User)
{
    private const string Elsewhere = "99999999-9999-4999-8999-999999999999";

    public IReadOnlyDictionary<string, JsonElement?> Set { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement?> Header { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> RemoveHeader { get; init; } = [];

    [JsonConverter(typeof(JsonStringEnumConverter<ForgeryKey>))]
    public ForgeryKey Key { get; init; }

    /// <summary>The same token with nothing wrong in it.</summary>
    public ForgeryOrder WithNothingWrong() => new(Client, Resource, User);

    /// <summary>Wrong in one way; null for a way that is not known.</summary>
    public ForgeryOrder? With(string fault, TimeProvider time) => fault switch
    {
        DemoFaults.None => this,
        DemoFaults.Signature => this with { Key = ForgeryKey.Unknown },
        DemoFaults.NoSignature => this with { Key = ForgeryKey.None },
        DemoFaults.Issuer => Setting("iss", $"https://login.example/{Elsewhere}/v2.0"),
        DemoFaults.Audience => Setting("aud", Elsewhere),
        DemoFaults.Tenant => Setting("tid", Elsewhere),
        DemoFaults.Version => Setting("ver", "1.0"),
        DemoFaults.Expired => Setting("exp", time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()),
        DemoFaults.NotYet => Setting("nbf", time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()),
        DemoFaults.TokenKind => this with { User = null, Remove = ["roles"] },
        DemoFaults.Role => this with { Remove = ["roles"] },
        DemoFaults.Scope => Setting("scp", "profile"),
        _ => null,
    };

    /// <summary>Wrong in the ways that were chosen, which have been checked.</summary>
    public ForgeryOrder With(ForgeryChoice choice) => this with
    {
        User = choice.WithoutUser ? null : User,
        Set = Values(choice, ForgedChanges.SetClaim),
        Remove = Names(choice, ForgedChanges.RemoveClaim),
        Header = Values(choice, ForgedChanges.SetHeader),
        RemoveHeader = Names(choice, ForgedChanges.RemoveHeader),
        Key = choice.Key switch
        {
            ForgeryKeys.Unknown => ForgeryKey.Unknown,
            ForgeryKeys.None => ForgeryKey.None,
            _ => ForgeryKey.Tenant,
        },
    };

    private ForgeryOrder Setting<T>(string claim, T value) => this with
    {
        Set = new Dictionary<string, JsonElement?> { [claim] = JsonSerializer.SerializeToElement(value) },
    };

    private static Dictionary<string, JsonElement?> Values(ForgeryChoice choice, string kind) =>
        choice.Changes.Where(c => c.Kind == kind).ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    private static List<string> Names(ForgeryChoice choice, string kind) =>
        [.. choice.Changes.Where(c => c.Kind == kind).Select(c => c.Name)];
}

internal enum ForgeryKey
{
    Tenant,
    Unknown,
    None,
}
