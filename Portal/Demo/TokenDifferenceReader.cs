using System.Buffers.Text;
using System.Text.Json;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Compares a tampered token with a valid one, member by member, as JSON, including the types of values.</summary>
internal static class TokenDifferenceReader
{
    /// <param name="request">The changes. Other differences only exist because the tokens were issued at different times.</param>
    public static IReadOnlyList<TokenDifference> Between(string good, string tampered, EmulatorTokenRequest request)
    {
        string[] header = [.. request.Header.Keys, .. request.RemoveHeader, .. request.Key == TamperingKey.None ? (string[])["alg"] : []];
        string[] claims = [.. request.Set.Keys, .. request.Remove];
        return
        [
            .. Between(good, tampered, part: 0, header),
            .. Between(good, tampered, part: 1, claims),
        ];
    }

    private static List<TokenDifference> Between(string good, string tampered, int part, string[] names)
    {
        using var ours = Read(good, part);
        using var theirs = Read(tampered, part);
        var found = new List<TokenDifference>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var (before, after) = (Text(ours, name), Text(theirs, name));
            if (before != after)
                found.Add(new TokenDifference(name, InHeader: part == 0, before, after));
        }

        return found;
    }

    private static JsonDocument Read(string token, int part) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[part]));

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) ? JsonSerializer.Serialize(value, Readable) : null;

    // For display, where SafeText makes unusual characters visible.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
