using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace AccessContract.Pasting;

/// <summary>Recognizes what people paste instead of a token, by its name in the text or by its form.</summary>
internal static class NotATokenShape
{
    private const int MaxXmlBeginning = 512;

    private static readonly (string Name, PasteKind Kind)[] Names =
    [
        ("refresh_token", PasteKind.RefreshToken), ("refreshToken", PasteKind.RefreshToken),
        ("device_code", PasteKind.DeviceCode), ("user_code", PasteKind.DeviceCode),
        ("client_secret", PasteKind.ClientSecret), ("clientSecret", PasteKind.ClientSecret),
        ("SAMLResponse", PasteKind.Saml), ("SAMLRequest", PasteKind.Saml),
        ("error_description", PasteKind.ErrorResponse), ("code", PasteKind.AuthorizationCode),
        ("api_key", PasteKind.ApiKey), ("apikey", PasteKind.ApiKey), ("api-key", PasteKind.ApiKey), ("subscription-key", PasteKind.ApiKey),
        ("AccountKey", PasteKind.ApiKey), ("SharedAccessKey", PasteKind.ApiKey),
        ("JSESSIONID", PasteKind.SessionId), ("PHPSESSID", PasteKind.SessionId), ("ASP.NET_SessionId", PasteKind.SessionId),
        ("connect.sid", PasteKind.SessionId), ("session_id", PasteKind.SessionId), ("sessionid", PasteKind.SessionId),
        ("session", PasteKind.SessionId), ("ESTSAUTH", PasteKind.SessionId), ("ESTSAUTHPERSISTENT", PasteKind.SessionId),
        ("Set-Cookie", PasteKind.Cookie), ("Cookie", PasteKind.Cookie),
    ];

    private static readonly (string Beginning, PasteKind Kind)[] Beginnings =
    [
        ("0.A", PasteKind.RefreshToken), ("1.A", PasteKind.RefreshToken), ("M.C", PasteKind.RefreshToken), ("M.R", PasteKind.RefreshToken),
        ("rt_", PasteKind.RefreshToken), ("1//0", PasteKind.RefreshToken), ("OAQABAA", PasteKind.RefreshToken), ("AQABAAAA", PasteKind.RefreshToken),
        ("CfDJ8", PasteKind.Cookie),
        ("sk-", PasteKind.ApiKey), ("sk_", PasteKind.ApiKey), ("pk_", PasteKind.ApiKey), ("AIza", PasteKind.ApiKey), ("AKIA", PasteKind.ApiKey),
        ("ghp_", PasteKind.ApiKey), ("gho_", PasteKind.ApiKey), ("ghs_", PasteKind.ApiKey), ("github_pat_", PasteKind.ApiKey),
        ("xoxb-", PasteKind.ApiKey), ("xoxp-", PasteKind.ApiKey), ("glpat-", PasteKind.ApiKey), ("SG.", PasteKind.ApiKey),
        ("v1.local.", PasteKind.OtherFormat), ("v2.local.", PasteKind.OtherFormat), ("v3.local.", PasteKind.OtherFormat),
        ("v4.local.", PasteKind.OtherFormat), ("v2.public.", PasteKind.OtherFormat), ("v4.public.", PasteKind.OtherFormat),
        ("YII", PasteKind.OtherFormat), ("TlRMTVNT", PasteKind.OtherFormat), ("MII", PasteKind.Certificate),
    ];

    /// <summary>Null if the text is nothing known.</summary>
    public static PasteKind? Of(string text)
    {
        var trimmed = text.Trim().Trim('"', '\'', '`', '<', '>', ',', ';', ' ');
        var value = trimmed.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? trimmed[7..].Trim() : trimmed;
        if (Pem(text) is { } pem)
            return pem;
        if (IsSaml(text) || IsSamlValue(value) || IsSamlValue(PastedName.ValueOf(text, "assertion")))
            return PasteKind.Saml;
        if (PastedJson.KindOf(text) is { } json && json != PasteKind.Json)
            return json;

        var named = Names.FirstOrDefault(n => PastedName.ValueOf(text, n.Name) is not null);
        if (named.Name is not null && !(named.Kind == PasteKind.AuthorizationCode && !text.Contains('=', StringComparison.Ordinal)))
            return named.Kind;
        if (trimmed.Contains("Basic ", StringComparison.OrdinalIgnoreCase) && IsBasic(trimmed))
            return PasteKind.BasicCredentials;
        if (trimmed.Contains("Negotiate YII", StringComparison.OrdinalIgnoreCase) || trimmed.Contains("NTLM TlRM", StringComparison.OrdinalIgnoreCase))
            return PasteKind.OtherFormat;

        return OfValue(value) ?? OfWhole(text, trimmed);
    }

    private static PasteKind? OfValue(string value)
    {
        if (value.Length == 0 || value.Any(char.IsWhiteSpace))
            return null;
        if (PastedName.ValueOf(value, "sig") is not null && (PastedName.ValueOf(value, "se") ?? PastedName.ValueOf(value, "sv")) is not null)
            return PasteKind.SharedAccessSignature;

        var found = Beginnings.FirstOrDefault(b => value.StartsWith(b.Beginning, StringComparison.Ordinal) && value.Length >= 16);
        if (found.Beginning is not null)
            return found.Kind;
        if (Guid.TryParse(value, out _) && value.Contains('-', StringComparison.Ordinal))
            return PasteKind.Id;
        if (value.Length is >= 30 and <= 44 && value.Contains('~', StringComparison.Ordinal)
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '~' or '.' or '_' or '-'))
        {
            return PasteKind.ClientSecret;
        }

        if (value.Length is 32 or 40 or 64 && value.All(char.IsAsciiHexDigit))
            return PasteKind.ApiKey;

        return IsUserName(value) ? PasteKind.UserName : null;
    }

    private static PasteKind? OfWhole(string text, string trimmed)
    {
        if (trimmed.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return PasteKind.Address;
        if (text.Contains("AADSTS", StringComparison.Ordinal))
            return PasteKind.ErrorResponse;
        if (text.Contains("devicelogin", StringComparison.OrdinalIgnoreCase)
            || text.Contains("login.microsoft.com/device", StringComparison.OrdinalIgnoreCase))
            return PasteKind.DeviceCode;
        if (text.Contains("Certificate:", StringComparison.Ordinal) && text.Contains("Signature Algorithm:", StringComparison.Ordinal))
            return PasteKind.Certificate;
        if (text.TrimStart().StartsWith('<') && text.Contains('>', StringComparison.Ordinal) && !IsDotted(text))
            return PasteKind.Xml;
        return PastedJson.KindOf(text);
    }

    private static bool IsDotted(string text) => text.Count(c => c == '.') == 2 && !text.Any(char.IsWhiteSpace);

    private static bool IsUserName(string value) =>
        value.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == value.LastIndexOf('@') && value.IndexOf('.', at) > at
        && value.All(c => char.IsLetterOrDigit(c) || "@._-+#".Contains(c, StringComparison.Ordinal));

    private static PasteKind? Pem(string text)
    {
        var at = text.IndexOf("-----BEGIN ", StringComparison.Ordinal);
        if (at < 0)
            return null;
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return PasteKind.PrivateKey;

        return text.IndexOf("PUBLIC KEY", at, StringComparison.Ordinal) >= 0 ? PasteKind.PublicKey : PasteKind.Certificate;
    }

    private static bool IsBasic(string text)
    {
        var value = text[(text.IndexOf("Basic ", StringComparison.OrdinalIgnoreCase) + 6)..].Split(' ', '\n', '"', '\'')[0].TrimEnd();
        return Decoded(value) is { } bytes && bytes.Contains((byte)':');
    }

    private static bool IsSaml(string text) =>
        text.Contains('<', StringComparison.Ordinal)
        && (text.Contains("urn:oasis:names:tc:SAML", StringComparison.Ordinal)
            || text.Contains("<saml", StringComparison.OrdinalIgnoreCase)
            || text.Contains(":Assertion", StringComparison.Ordinal)
            || text.Contains("<Assertion", StringComparison.Ordinal)
            || text.Contains("RequestSecurityTokenResponse", StringComparison.Ordinal));

    // Base64 of XML; a redirect compresses it before.
    private static bool IsSamlValue(string? value)
    {
        if (value is not { Length: >= 16 } || Decoded(value) is not { Length: > 8 } bytes)
            return false;
        if (IsSamlXml(Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, MaxXmlBeginning))))
            return true;

        try
        {
            using var inflated = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var beginning = new byte[MaxXmlBeginning];
            return IsSamlXml(Encoding.UTF8.GetString(beginning, 0, inflated.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool IsSamlXml(string beginning) => beginning.TrimStart('\uFEFF', ' ', '\n', '\r').StartsWith('<')
        && (beginning.Contains("SAML", StringComparison.OrdinalIgnoreCase) || beginning.StartsWith("<?xml", StringComparison.Ordinal));

    private static byte[]? Decoded(string base64)
    {
        var url = string.Concat(base64.Where(c => !char.IsWhiteSpace(c))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(url) ? Base64Url.DecodeFromChars(url) : null;
    }
}
