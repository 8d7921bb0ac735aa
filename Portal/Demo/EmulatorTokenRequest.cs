using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>A request to the emulator's control endpoint for tampered tokens.</summary>
/// <param name="User">User name without the domain; null for an app-only token.</param>
internal sealed record EmulatorTokenRequest(string Client, string Resource, string? User)
{
    private const string OtherId = "99999999-9999-4999-8999-999999999999";

    public IReadOnlyDictionary<string, JsonElement?> Set { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement?> Header { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> RemoveHeader { get; init; } = [];

    [JsonConverter(typeof(JsonStringEnumConverter<TamperingKey>))]
    public TamperingKey Key { get; init; }

    /// <summary>The same token without tampering.</summary>
    public EmulatorTokenRequest WithoutTampering() => new(Client, Resource, User);

    /// <summary>Adds a known kind of tampering; null if it is unknown.</summary>
    public EmulatorTokenRequest? With(string fault, TimeProvider time) => fault switch
    {
        TamperingFaults.None => this,
        TamperingFaults.Signature => this with { Key = TamperingKey.Unknown },
        TamperingFaults.NoSignature => this with { Key = TamperingKey.None },
        TamperingFaults.Issuer => Setting("iss", $"https://login.example/{OtherId}/v2.0"),
        TamperingFaults.Audience => Setting("aud", OtherId),
        TamperingFaults.Tenant => Setting("tid", OtherId),
        TamperingFaults.Version => Setting("ver", "1.0"),
        TamperingFaults.Expired => Setting("exp", time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()),
        TamperingFaults.NotYet => Setting("nbf", time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()),
        TamperingFaults.TokenKind => this with { User = null, Remove = ["roles"] },
        TamperingFaults.Role => this with { Remove = ["roles"] },
        TamperingFaults.Scope => Setting("scp", "profile"),
        _ => null,
    };

    /// <summary>Adds custom changes, which have been validated.</summary>
    public EmulatorTokenRequest With(TamperingChoice choice) => this with
    {
        User = choice.WithoutUser ? null : User,
        Set = Values(choice, TamperingKinds.SetClaim),
        Remove = Names(choice, TamperingKinds.RemoveClaim),
        Header = Values(choice, TamperingKinds.SetHeader),
        RemoveHeader = Names(choice, TamperingKinds.RemoveHeader),
        Key = choice.Key switch
        {
            TamperingKeys.Unknown => TamperingKey.Unknown,
            TamperingKeys.None => TamperingKey.None,
            _ => TamperingKey.Tenant,
        },
    };

    private EmulatorTokenRequest Setting<T>(string claim, T value) => this with
    {
        Set = new Dictionary<string, JsonElement?> { [claim] = JsonSerializer.SerializeToElement(value) },
    };

    private static Dictionary<string, JsonElement?> Values(TamperingChoice choice, string kind) =>
        choice.Changes.Where(c => c.Kind == kind).ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    private static List<string> Names(TamperingChoice choice, string kind) =>
        [.. choice.Changes.Where(c => c.Kind == kind).Select(c => c.Name)];
}

internal enum TamperingKey
{
    Tenant,
    Unknown,
    None,
}
