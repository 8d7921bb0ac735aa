using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AccessContract;

/// <summary>The result of decoding: a token or an error message. Neither contains the raw input.</summary>
public sealed record DecodedToken(TokenContent? Token, string? Error)
{
    /// <summary>What the signature was made of, to verify it; null if there is no readable signature.</summary>
    public SignedParts? Jws { get; private init; }

    /// <summary>In characters. Tokens usually have one to four thousand.</summary>
    public const int MaxLength = 20 * 1024;

    private const string Scheme = "Bearer ";

    /// <summary>The token of an Authorization header; null when it holds no readable JWT.</summary>
    public static TokenContent? OfHeader(string? authorizationHeader, SignatureEvidence signature) =>
        authorizationHeader?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true
            && Of(authorizationHeader[Scheme.Length..].Trim(), signature) is { Token: { } token }
            ? token
            : null;

    /// <summary>Decodes a token without anything around it.</summary>
    public static DecodedToken Of(string text, SignatureEvidence signature)
    {
        if (text.Length > MaxLength)
            return TooLong(text.Length);

        var parts = text.Split('.');
        if (ErrorOf(text, parts) is { } error)
            return new(null, error);

        if (!TryReadObject(parts[0], "first part, the header,", out var header, out error)
            || !TryReadObject(parts[1], "second part, the claims,", out var claims, out error))
        {
            return new(null, error);
        }

        var signed = SignedParts.Of(text);
        var read = Read(header, claims!, parts[2].Length == 0 ? SignatureEvidence.Missing : signature);
        return read with
        {
            Token = read.Token is null ? null : read.Token with { SignatureBytes = signed?.SignatureBytes ?? BytesOfCut(parts[2]) },
            Jws = signed,
        };
    }

    /// <summary>Reads claims that are already decoded, from their JSON. The header is unknown, and so is the signature.</summary>
    internal static DecodedToken OfClaims(string json) => TryParse(Encoding.UTF8.GetBytes(json), "claims", out var claims, out var error)
        ? Read(null, claims!, SignatureEvidence.Unchecked)
        : new(null, error);

    private static string? ErrorOf(string text, string[] parts) => (text, parts.Length) switch
    {
        ("", _) => "There is nothing to decode. A token has three parts, separated by dots.",
        (_, 1) => "It has no dots, so it is not a JWT: it is an opaque token or part of a token.",
        (_, 2) => "It has two parts; a JWT has three: header, claims, signature. The end may be missing.",
        (_, not 3) => $"It has {parts.Length} parts; a JWT has three: header, claims, signature. You may have copied more than one token.",
        _ when parts[0].Length == 0 || parts[1].Length == 0 => "Its header or its claims are missing: there is nothing between the dots.",
        _ => null,
    };

    // A signature that was cut off often ends in the middle of a byte; its characters are still valid.
    private static int? BytesOfCut(string signature) =>
        signature.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? signature.Length * 6 / 8 : null;

    private static bool TryReadObject(string part, string name, out JsonDocument? json, out string? error)
    {
        (json, error) = (null, null);
        var padded = part.AsSpan().TrimEnd('=');
        if (!Base64Url.IsValid(padded))
        {
            error = $"Its {name} is not base64url: it has an invalid character, or one is missing.";
            return false;
        }

        return TryParse(Base64Url.DecodeFromChars(padded), name, out json, out error);
    }

    private static bool TryParse(byte[] bytes, string name, out JsonDocument? json, out string? error)
    {
        (json, error) = (null, null);
        try
        {
            // The parser alone would accept invalid UTF-8 in strings.
            json = Utf8.IsValid(bytes) ? JsonDocument.Parse(bytes) : null;
            error = json is null ? Unreadable(name)
                : json.RootElement.ValueKind != JsonValueKind.Object ? $"Its {name} is not a JSON object."
                : null;
        }
        catch (JsonException)
        {
            error = Unreadable(name);
        }

        if (error is not null)
            json?.Dispose();
        return error is null;
    }

    private static DecodedToken Read(JsonDocument? header, JsonDocument claims, SignatureEvidence signature)
    {
        using (header)
        using (claims)
        {
            try
            {
                return new(Content(header?.RootElement, claims.RootElement, signature), null);
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair: valid in JSON, but not in a string.
                return new(null, "The token contains text that is not valid Unicode.");
            }
        }
    }

    private static TokenContent Content(JsonElement? header, JsonElement claims, SignatureEvidence signature)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var headerKinds = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal);
        if (header is { } known)
        {
            foreach (var member in known.EnumerateObject())
            {
                var name = member.Name;
                members[name] = Text(member.Value);
                headerKinds[name] = member.Value.ValueKind;
            }
        }

        var values = new List<Claim>();
        var kinds = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal);
        foreach (var claim in claims.EnumerateObject())
        {
            var name = claim.Name;
            kinds[name] = claim.Value.ValueKind;
            if (claim.Value.ValueKind == JsonValueKind.Array && claim.Value.GetArrayLength() > 0)
                values.AddRange(claim.Value.EnumerateArray().Select(entry => One(name, entry)));
            else
                values.Add(One(name, claim.Value));
        }

        return new(members, values, signature)
        {
            Kinds = kinds,
            HeaderKinds = headerKinds,
            Repeated = (header is { } head ? RepeatedIn(head) : null) ?? RepeatedIn(claims),
        };
    }

    // The first name that an object has twice, at any depth.
    private static string? RepeatedIn(JsonElement value)
    {
        HashSet<string>? names = null;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (!(names ??= new(StringComparer.Ordinal)).Add(member.Name))
                        return member.Name;
                    if (RepeatedIn(member.Value) is { } below)
                        return below;
                }

                return null;
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(RepeatedIn).FirstOrDefault(name => name is not null);
            default:
                return null;
        }
    }

    private static Claim One(string name, JsonElement value) => new(name, Text(value), value.ValueKind switch
    {
        JsonValueKind.String => ClaimValueTypes.String,
        JsonValueKind.Number => ClaimValueTypes.Double,
        JsonValueKind.True or JsonValueKind.False => ClaimValueTypes.Boolean,
        _ => TokenContent.StructureType,
    });

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Unreadable(string part) =>
        $"Its {part} is not JSON that can be read: it is damaged, too deeply nested, or not part of a token.";

    private static DecodedToken TooLong(int length) => new(
        null, $"It has {length.ToString("N0", CultureInfo.InvariantCulture)} characters; the limit is {MaxLength / 1024} KB. Tokens usually have a few KB at most.");
}
