using System.Text.Json;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth;

/// <summary>
/// The <c>claims</c> parameter. The emulator reads the authentication contexts requested for the access token and the
/// client capabilities.
/// </summary>
internal sealed record ClaimsRequest(IReadOnlyList<string> Contexts, IReadOnlyList<string> Capabilities)
{
    /// <summary>The client handles claims challenges: its tokens live longer and can be revoked.</summary>
    public const string ContinuousAccess = "cp1";

    private const int MaxLength = 4096;

    private static readonly ClaimsRequest Nothing = new([], []);

    /// <summary>Reads the requested contexts that this tenant has. Unknown claims are ignored.</summary>
    /// <exception cref="EntraErrorException">The parameter is not a JSON object or is too long.</exception>
    public static ClaimsRequest Parse(string? claims, TenantDirectory tenant)
    {
        if (string.IsNullOrEmpty(claims))
            return Nothing;
        if (claims.Length > MaxLength)
            throw Refused($"'claims' is longer than {MaxLength} characters.");

        try
        {
            using var json = JsonDocument.Parse(claims, new JsonDocumentOptions { MaxDepth = 8 });
            var accessToken = Member(json.RootElement, "access_token");
            var requested = Values(Member(accessToken, "acrs"));
            return new ClaimsRequest(
                [.. tenant.Policies.Select(p => p.Requires).Distinct().Where(requested.Contains)],
                [.. Values(Member(accessToken, "xms_cc")).Where(c => c == ContinuousAccess)]);
        }
        catch (JsonException)
        {
            throw Refused("'claims' is not a JSON object.");
        }
    }

    private static HashSet<string> Values(JsonElement? claim)
    {
        if (claim is not { ValueKind: JsonValueKind.Object })
            return [];

        var values = Member(claim, "values") is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
        return values.Append(Member(claim, "value") ?? default)
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.GetString()!)
            .ToHashSet();
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    private static EntraErrorException Refused(string why) => new(EntraErrors.Malformed(why));
}
