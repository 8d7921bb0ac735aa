using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// Decides whether a response of the token endpoint is a token (RFC 6749, section 5.1) or a refusal (section 5.2). Both
/// are for MSAL, which expects them to be well-formed; anything else throws an <see cref="AuthorityException"/>.
/// </summary>
internal static class TokenResponse
{
    // The portal asks again before a long Retry-After has passed, so that it notices an authority that recovered early.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    // Too many identical requests of a user. To Entra ID this is a refusal, but the cause ends if no more are sent.
    private const string LoopDetected = "AADSTS50196";

    private static readonly string[] OptionalTexts = ["scope", "refresh_token", "client_info"];
    private static readonly string[] OptionalNumbers = ["ext_expires_in", "refresh_in"];

    /// <param name="response">The response, whose body was read.</param>
    /// <param name="body">Its body.</param>
    /// <param name="isSignIn">Whether an ID token was requested too.</param>
    /// <exception cref="AuthorityException">It is neither a token nor a refusal.</exception>
    public static void Check(HttpResponseMessage response, ReadOnlyMemory<byte> body, bool isSignIn)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests || (status >= 500 && response.Headers.RetryAfter is not null))
            throw AuthorityException.Throttled(status, Wait(response));
        if (status >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout)
            throw AuthorityException.Failed(status);

        using var json = Parse(response, body);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            if (Flaw(json.RootElement, isSignIn) is { } flaw)
                throw AuthorityException.Unexpected($"JSON with status 200 {flaw}");
        }
        else if (!IsText(json.RootElement, "error"))
        {
            throw AuthorityException.Unexpected($"JSON without an error code (status {status})");
        }
        else if (IsText(json.RootElement, "error_description")
            && json.RootElement.GetProperty("error_description").GetString() is { } text
            && text.StartsWith(LoopDetected, StringComparison.Ordinal))
        {
            throw AuthorityException.Throttled(status, MaxWait);
        }
    }

    private static TimeSpan Wait(HttpResponseMessage response)
    {
        var asked = RetryAfter.Read(response.Headers) ?? DefaultWait;
        return asked < MaxWait ? asked : MaxWait;
    }

    private static JsonDocument Parse(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        var status = (int)response.StatusCode;
        if (body.IsEmpty)
            throw AuthorityException.Unexpected($"empty (status {status})");
        if (type is null || !type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            var label = type is { Length: <= 60 } ? type : "without a usable content type";
            throw AuthorityException.Unexpected($"{label} (status {status})");
        }

        try
        {
            var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;

            json.Dispose();
        }
        catch (JsonException exception)
        {
            throw AuthorityException.Unexpected($"labelled {type}, but not valid JSON (status {status})", exception);
        }

        throw AuthorityException.Unexpected($"JSON, but not an object (status {status})");
    }

    // What MSAL reads. A token that is not a JWT would be refused by every API, and could break a header.
    private static string? Flaw(JsonElement token, bool isSignIn)
    {
        if (!IsText(token, "access_token"))
            return "without an access token";
        if (!IsJwt(token, "access_token"))
            return "and an access token that is not a JWT";
        if (!IsText(token, "token_type")
            || !"Bearer".Equals(token.GetProperty("token_type").GetString(), StringComparison.OrdinalIgnoreCase))
        {
            return "and a token type other than Bearer";
        }

        if (!IsSeconds(token, "expires_in"))
            return "without a lifetime";
        if (OptionalTexts.Any(name => !IsAbsent(token, name) && !IsText(token, name))
            || OptionalNumbers.Any(name => !IsAbsent(token, name) && !IsSeconds(token, name)))
        {
            return "and members of the wrong type";
        }

        return (IsAbsent(token, "id_token") && !isSignIn) || IsJwt(token, "id_token")
            ? null
            : "and without an ID token that is a JWT";
    }

    private static bool IsJwt(JsonElement json, string name)
    {
        if (!IsText(json, name))
            return false;

        try
        {
            _ = new JsonWebToken(json.GetProperty(name).GetString());
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException)
        {
            return false;
        }
    }

    private static bool IsAbsent(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static bool IsText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 };

    // Entra ID writes numbers; its v1 endpoint and others write them as text.
    private static bool IsSeconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out var seconds) && seconds is >= 0 and <= int.MaxValue,
            JsonValueKind.String => int.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var seconds) && seconds >= 0,
            _ => false,
        };
}
