using System.Text.Json;

namespace Portal.Auth;

/// <summary>Checks a claims challenge before it is sent to the authority. It comes from a URL, so it is untrusted.</summary>
internal static class ClaimsChallenge
{
    /// <summary>The parameter name of OpenID Connect Core 5.5 and Microsoft.Identity.Web.</summary>
    public const string Parameter = "claims";

    private const int MaxLength = 2048;
    private const int MaxDepth = 8;

    /// <summary>Whether it is a JSON object of limited size that only requests token claims.</summary>
    public static bool IsWellFormed(string? claims)
    {
        if (claims is not { Length: > 0 and <= MaxLength })
            return false;

        try
        {
            using var json = JsonDocument.Parse(claims, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(member => member.Name is "access_token" or "id_token");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
