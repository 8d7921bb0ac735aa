using System.Text.Json;

namespace Portal.Contracts.SignIn;

/// <summary>
/// Checks a claims challenge before it is sent to the authority. It comes from a URL or from an API, so it is untrusted.
/// </summary>
internal static class ClaimsChallenge
{
    /// <summary>The parameter name of OpenID Connect Core 5.5 and Microsoft.Identity.Web.</summary>
    public const string Parameter = "claims";

    /// <summary>It travels in URLs.</summary>
    public const int MaxLength = 2048;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Whether it is a JSON object of limited size that only requests token claims.</summary>
    public static bool IsWellFormed(string? claims)
    {
        if (claims is not { Length: > 0 and <= MaxLength })
            return false;

        try
        {
            using var json = JsonDocument.Parse(claims, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(IsRequest);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: half a surrogate pair.
        }
    }

    private static bool IsRequest(JsonProperty member) =>
        member.Name is "access_token" or "id_token" && member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
}
