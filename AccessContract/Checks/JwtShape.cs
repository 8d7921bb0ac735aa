using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace AccessContract.Checks;

/// <summary>
/// Whether registered claims and header members have the JSON types that RFC 7519 and RFC 7515 require. Libraries cannot
/// read any other token, so APIs refuse it before all other checks. The result names the invalid member.
/// </summary>
internal static class JwtShape
{
    private static readonly string[] TextsInHeader = ["alg", "kid", "typ", "cty", "x5t", "zip"];
    private static readonly string[] Texts = ["jti", "azp"];
    private static readonly string[] Times = ["exp", "nbf", "iat"];

    /// <summary>Null when the token can be read, or when its JSON types are not known.</summary>
    public static string? Fault(TokenContent token)
    {
        var header = TextsInHeader.FirstOrDefault(n => !IsText(token.HeaderKinds, n));
        var text = Texts.FirstOrDefault(n => !IsText(token.Kinds, n));
        var time = Times.FirstOrDefault(n => token.Kinds.ContainsKey(n) && !IsTime(token, n));
        return (header, text, time) switch
        {
            ({ } name, _, _) => Message($"{name} in the header", "a string"),
            (_, { } name, _) => Message(name, "a string"),
            (_, _, { } name) => Message(name, "a number"),
            _ when Kind(token, "iss") is not (null or JsonValueKind.String) => Message("iss", "a string"),
            _ when Kind(token, "sub") is not (null or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null) => Message("sub", "a string"),
            _ when !IsAudience(token) => Message("aud", "a string or a list of strings"),
            _ => null,
        };
    }

    private static string Message(string member, string kind) => $"Not a readable JWT: {member} must be {kind} (RFC 7519).";

    private static bool IsText(IReadOnlyDictionary<string, JsonValueKind> kinds, string name) =>
        kinds.GetValueOrDefault(name, JsonValueKind.Null) is JsonValueKind.String or JsonValueKind.Null;

    // Libraries accept a number in quotes.
    private static bool IsTime(TokenContent token, string name) =>
        Kind(token, name) is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(token.First(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(seconds) < long.MaxValue;

    private static bool IsAudience(TokenContent token) => Kind(token, "aud") switch
    {
        null or JsonValueKind.String or JsonValueKind.Null => true,
        JsonValueKind.Array => token.Claims.Where(c => c.Type == "aud")
            .All(c => c.ValueType == ClaimValueTypes.String || c is { ValueType: TokenContent.StructureType, Value: "null" or "[]" }),
        _ => false,
    };

    private static JsonValueKind? Kind(TokenContent token, string name) => token.Kinds.TryGetValue(name, out var kind) ? kind : null;
}
