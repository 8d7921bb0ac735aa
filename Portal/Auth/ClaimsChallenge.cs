using System.Text.Json;

namespace Portal.Auth;

/// <summary>A claims challenge on its way back to the authority. It came through an address, so anyone may have written it.</summary>
internal static class ClaimsChallenge
{
    /// <summary>What OpenID Connect (core, 5.5) and Microsoft.Identity.Web call it.</summary>
    public const string Parameter = "claims";

    private const int MaxLength = 2048;
    private const int Deepest = 8;

    /// <summary>Whether it is a JSON object of a sensible size, asking for claims of tokens. It can only ask for more proof.</summary>
    public static bool IsWellFormed(string? claims)
    {
        if (claims is not { Length: > 0 and <= MaxLength })
            return false;

        try
        {
            using var json = JsonDocument.Parse(claims, new JsonDocumentOptions { MaxDepth = Deepest });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(member => member.Name is "access_token" or "id_token");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
