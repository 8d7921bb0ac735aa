using System.Text;
using System.Text.Json;

namespace AccessContract.Pasting;

/// <summary>Recognizes JSON that has to do with tokens, and reads decoded claims from it.</summary>
internal static class PastedJson
{
    private static readonly string[] OfClaims = ["aud", "iss", "exp", "sub", "scp", "roles", "tid"];

    /// <summary>The claims of a decoded token, as pages such as jwt.ms show them: with or without the header before them.</summary>
    public static FoundToken? Claims(string text)
    {
        var objects = Objects(text);
        var claims = objects.FirstOrDefault(o => Has(o, OfClaims) >= 2 || (objects.Count == 1 && Has(o, ["aud", "iss", "scp"]) > 0));
        return claims is not null
            && !Any(claims, "access_token", "id_token", "jwks_uri", "keys", "error")
            && DecodedToken.OfClaims(claims).Token is { } token
            ? new FoundToken(token, "", "")
            : null;
    }

    /// <summary>Null if the text is not JSON, nor the notation of another language for it.</summary>
    public static PasteKind? KindOf(string text)
    {
        var objects = Objects(text);
        if (objects.Count == 0)
            return KindOfDump(text);

        return objects[0] switch
        {
            var o when Any(o, "d") && Any(o, "kty") => PasteKind.PrivateKey,
            var o when Any(o, "keys", "kty") => PasteKind.KeySet,
            var o when Any(o, "jwks_uri", "token_endpoint", "authorization_servers") => PasteKind.Metadata,
            var o when Any(o, "error", "error_description") => PasteKind.ErrorResponse,
            var o when Any(o, "alg") && Any(o, "typ", "kid", "x5t", "enc") => PasteKind.HeaderOnly,
            var o when Any(o, "alg") && Has(o, OfClaims) == 0 => PasteKind.HeaderOnly,
            var o when Has(o, OfClaims) >= 2 => PasteKind.Claims,
            _ => PasteKind.Json,
        };
    }

    private static PasteKind? KindOfDump(string text)
    {
        var start = text.TrimStart();
        if (start is not ['{' or '[', ..] || !(text.Contains(':', StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal)))
            return null;

        return OfClaims.Count(name => PastedName.ValueOf(text, name) is not null) >= 2 ? PasteKind.Claims : PasteKind.Json;
    }

    // One object, or a header and claims with a dot, a comma or a line break between them.
    private static List<string> Objects(string text)
    {
        var objects = new List<string>();
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        while (objects.Count < 2)
        {
            bytes = bytes.TrimStart(" \r\n\t.,"u8);
            if (bytes is not [(byte)'{', ..] || Length(bytes) is not (> 0 and var length))
                break;

            objects.Add(Encoding.UTF8.GetString(bytes[..length]));
            bytes = bytes[length..];
        }

        return objects;
    }

    private static int Length(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true });
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static bool Any(string json, params string[] names) => Has(json, names) > 0;

    private static int Has(string json, string[] names)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
            return names.Count(n => document.RootElement.TryGetProperty(n, out _));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }
}
