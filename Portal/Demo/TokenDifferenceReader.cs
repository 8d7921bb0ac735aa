using System.Buffers.Text;
using System.Text.Json;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Where a forged token differs from a good one, member by member, as JSON: what kind of value it is counts too.</summary>
internal static class TokenDifferenceReader
{
    /// <param name="order">What was changed. Anything else differs because the two were made at two moments.</param>
    public static IReadOnlyList<TokenDifference> Between(string good, string forged, TamperedTokenOrder order)
    {
        string[] header = [.. order.Header.Keys, .. order.RemoveHeader, .. order.Key == TamperingKey.None ? (string[])["alg"] : []];
        string[] claims = [.. order.Set.Keys, .. order.Remove];
        return
        [
            .. Between(good, forged, part: 0, header),
            .. Between(good, forged, part: 1, claims),
        ];
    }

    private static List<TokenDifference> Between(string good, string forged, int part, string[] names)
    {
        using var ours = Read(good, part);
        using var theirs = Read(forged, part);
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

    // For eyes: SafeText takes care of what is odd in it.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
