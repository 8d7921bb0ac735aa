using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace AccessContract.Checks;

/// <summary>
/// Whether what RFC 7519 and RFC 7515 register is written as they say. Libraries cannot read a token where it is not, so
/// APIs refuse it before they look at anything in it; here it is said which member it is.
/// </summary>
internal static class JwtShape
{
    private static readonly string[] TextsInHeader = ["alg", "kid", "typ", "cty", "x5t", "zip"];
    private static readonly string[] Texts = ["jti", "azp"];
    private static readonly string[] Times = ["exp", "nbf", "iat"];

    /// <summary>Null: it can be read, or how it was written is not known.</summary>
    public static string? Fault(TokenContent token)
    {
        var header = TextsInHeader.FirstOrDefault(n => !IsText(token.HeaderKinds, n));
        var text = Texts.FirstOrDefault(n => !IsText(token.Kinds, n));
        var time = Times.FirstOrDefault(n => token.Kinds.ContainsKey(n) && !IsTime(token, n));
        return (header, text, time) switch
        {
            ({ } name, _, _) => Words($"the {name} of its header", "a text"),
            (_, { } name, _) => Words($"its {name}", "a text"),
            (_, _, { } name) => Words($"its {name}", "a number"),
            _ when Kind(token, "iss") is not (null or JsonValueKind.String) => Words("its iss", "a text"),
            _ when Kind(token, "sub") is not (null or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null) => Words("its sub", "a text"),
            _ when !IsAudience(token) => Words("its aud", "a text, or a list of texts"),
            _ => null,
        };
    }

    private static string Words(string member, string kind) => $"It is no readable JWT: {member} must be {kind} (RFC 7519).";

    private static bool IsText(IReadOnlyDictionary<string, JsonValueKind> kinds, string name) =>
        kinds.GetValueOrDefault(name, JsonValueKind.Null) is JsonValueKind.String or JsonValueKind.Null;

    // Libraries forgive the quotes around a number.
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
