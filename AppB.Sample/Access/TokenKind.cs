using System.Text.Json.Serialization;

namespace AppB.Sample.Access;

/// <summary>On whose behalf a token speaks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenKind>))]
public enum TokenKind
{
    /// <summary>Neither told by idtyp nor by scp, or both contradict each other: no rule accepts it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("user")]
    User,

    [JsonStringEnumMemberName("app")]
    App,
}
