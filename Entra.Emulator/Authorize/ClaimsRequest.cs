using System.Text.Json;
using Entra.Emulator.OAuth;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize;

/// <summary>The <c>claims</c> parameter: of all it could ask for, the authentication contexts for the access token.</summary>
internal static class ClaimsRequest
{
    private const int MaxLength = 4096;

    /// <summary>The contexts asked for that this tenant has; the rest is ignored, as unknown claims are.</summary>
    /// <exception cref="EntraRefusedException">The parameter is no JSON object, or too long for one.</exception>
    public static IReadOnlyList<string> Contexts(string? claims, TenantDirectory tenant)
    {
        if (string.IsNullOrEmpty(claims))
            return [];
        if (claims.Length > MaxLength)
            throw Refused($"'claims' is longer than {MaxLength} characters.");

        try
        {
            using var json = JsonDocument.Parse(claims, new JsonDocumentOptions { MaxDepth = 8 });
            var asked = Asked(json.RootElement).ToHashSet();
            return [.. tenant.Policies.Select(p => p.Requires).Distinct().Where(asked.Contains)];
        }
        catch (JsonException)
        {
            throw Refused("'claims' is not a JSON object.");
        }
    }

    private static List<string?> Asked(JsonElement root)
    {
        if (Member(Member(root, "access_token"), "acrs") is not { ValueKind: JsonValueKind.Object } acrs)
            return [];

        var values = Member(acrs, "values") is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
        return values.Append(Member(acrs, "value") ?? default)
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.GetString())
            .ToList();
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    private static EntraRefusedException Refused(string why) => new(EntraErrors.Malformed(why));
}
