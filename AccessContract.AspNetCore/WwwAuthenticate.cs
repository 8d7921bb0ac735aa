using System.Text.Json;
using System.Text.Json.Nodes;
using AccessContract.AspNetCore.Publishing;

namespace AccessContract.AspNetCore;

/// <summary>The WWW-Authenticate header of RFC 6750, with a link to the metadata (RFC 9728 §5.1).</summary>
internal static class WwwAuthenticate
{
    public const string InvalidToken = "invalid_token";
    public const string InsufficientScope = "insufficient_scope";
    public const string InsufficientClaims = "insufficient_claims";

    // A token may contain role names of any length; the header must stay short.
    private const int MaxTextLength = 400;

    /// <param name="error">Null if the request had no token: RFC 6750 §3.1 then forbids an error code.</param>
    /// <param name="challenge">The claims that a token must have, in the format of OpenID Connect's <c>claims</c> parameter.</param>
    public static void Set(
        HttpContext context,
        AccessContractOptions options,
        AccessRule? rule,
        string? error,
        string? description,
        JsonObject? challenge = null)
    {
        var parts = new List<string>(4);
        if (error is not null)
            parts.Add($"error=\"{error}\", error_description=\"{Clean(description)}\"");

        // Entra's claims challenge: clients read it from a 401 with this error and send it to the authority unchanged.
        if (challenge is not null)
            parts.Add($"claims=\"{Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(challenge))}\"");

        var scopes = rule?.Alternatives.SelectMany(a => a.Scopes).Distinct(StringComparer.Ordinal).Select(options.FullScope).ToArray() ?? [];
        if (scopes.Length > 0)
            parts.Add($"scope=\"{string.Join(' ', scopes)}\"");

        parts.Add($"resource_metadata=\"{Clean(PublicAddress.Of(context.Request, ProtectedResource.Route))}\"");
        context.Response.Headers.WWWAuthenticate = $"Bearer {string.Join(", ", parts)}";
    }

    // RFC 6750 §3: printable ASCII without quotation mark and backslash.
    private static string Clean(string? text) =>
        string.Concat((text ?? "").Take(MaxTextLength).Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '_'));
}
