using System.Text.Json.Serialization;

namespace AccessContract;

/// <summary>Whether a token is for a user or app-only.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenKind>))]
public enum TokenKind
{
    /// <summary>Neither scp nor idtyp decides it, or they contradict each other. No alternative accepts it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("user")]
    User,

    [JsonStringEnumMemberName("app")]
    App,
}
