using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>What the emulator is asked to forge, in its words.</summary>
/// <param name="User">By user name, without the domain; null for the client's own token.</param>
internal sealed record TamperedTokenOrder(string Client, string Resource, string? User)
{
    private const string Elsewhere = "99999999-9999-4999-8999-999999999999";

    public IReadOnlyDictionary<string, JsonElement?> Set { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement?> Header { get; init; } = new Dictionary<string, JsonElement?>();

    public IReadOnlyList<string> RemoveHeader { get; init; } = [];

    [JsonConverter(typeof(JsonStringEnumConverter<TamperingKey>))]
    public TamperingKey Key { get; init; }

    /// <summary>The same token with nothing wrong in it.</summary>
    public TamperedTokenOrder WithNothingWrong() => new(Client, Resource, User);

    /// <summary>Wrong in one way; null for a way that is not known.</summary>
    public TamperedTokenOrder? With(string fault, TimeProvider time) => fault switch
    {
        TamperingFaults.None => this,
        TamperingFaults.Signature => this with { Key = TamperingKey.Unknown },
        TamperingFaults.NoSignature => this with { Key = TamperingKey.None },
        TamperingFaults.Issuer => Setting("iss", $"https://login.example/{Elsewhere}/v2.0"),
        TamperingFaults.Audience => Setting("aud", Elsewhere),
        TamperingFaults.Tenant => Setting("tid", Elsewhere),
        TamperingFaults.Version => Setting("ver", "1.0"),
        TamperingFaults.Expired => Setting("exp", time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()),
        TamperingFaults.NotYet => Setting("nbf", time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()),
        TamperingFaults.TokenKind => this with { User = null, Remove = ["roles"] },
        TamperingFaults.Role => this with { Remove = ["roles"] },
        TamperingFaults.Scope => Setting("scp", "profile"),
        _ => null,
    };

    /// <summary>Wrong in the ways that were chosen, which have been checked.</summary>
    public TamperedTokenOrder With(TamperingChoice choice) => this with
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

    private TamperedTokenOrder Setting<T>(string claim, T value) => this with
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
