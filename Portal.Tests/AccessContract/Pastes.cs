using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Text;
using AccessContract.Pasting;

namespace Portal.Tests.AccessContract;

/// <summary>Texts as people paste them, and what each is.</summary>
internal static partial class Pastes
{
    private const string Signature = "c2lnbmF0dXJl-_Zm9yLXRlc3Rz";

    /// <summary>The access token that a paste of kind token has.</summary>
    public static string T { get; } = SampleToken.User.Written(Signature);

    private static readonly string Other = SampleToken.Graph.Written(Signature);
    private static readonly string Id = SampleToken.Id.Written(Signature);
    private static readonly string Client = SampleToken.User.With("iss", "client").With("sub", "client").Written(Signature);
    private static readonly string Refresh = "0.AXAAbbbbbbbbbbbbbbbbbbbb.AgABAwEAAAAmoFfGtYxvRrNriQdPKIZ-";
    private static readonly string Header = SampleToken.Part(SampleToken.User.Header);
    private static readonly string ClaimsPart = SampleToken.Part(SampleToken.User.Claims);
    private static readonly string Json = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(ClaimsPart));
    private static readonly string HeaderJson = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Header));
    private static readonly string Rsa = SampleToken.User.Written(new string('s', 341) + "w");
    private static readonly string ClientInfo = SampleToken.Part("""{"uid":"a","utid":"b"}""");
    private static readonly string Encrypted = SampleToken.Part("""{"alg":"dir","enc":"A256GCM"}""");
    private static readonly string Saml = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><saml:Assertion/></samlp:Response>""";

    /// <summary>Each has <see cref="T"/>, or <see cref="Rsa"/>, as its token.</summary>
    public static IReadOnlyList<(string Name, string Text)> OfOneToken => [.. Tokens, .. FieldTokens];

    /// <summary>Each is not, or not clearly, one token.</summary>
    public static IReadOnlyList<(string Name, string Text, PasteKind Kind)> OfOtherKinds => [.. Others, .. FieldOtherKinds];

    private static IReadOnlyList<(string Name, string Text)> Tokens { get; } =
    [
        ("bare", T),
        ("blanks around", $"  {T}\r\n"),
        ("bearer", $"Bearer {T}"),
        ("bearer twice", $"Bearer Bearer {T}"),
        ("bearer without a space", $"Bearer{T}"),
        ("header", $"Authorization: Bearer {T}"),
        ("member", $"\"access_token\": \"{T}\","),
        ("quoted", $"\"{T}\""),
        ("single quotes", $"'{T}'"),
        ("backquotes", $"`{T}`"),
        ("curly quotes", $"“{T}”"),
        ("angle brackets", $"<{T}>"),
        ("padded", T + "="),
        ("token response", $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"{{T}}","refresh_token":"{{Refresh}}","id_token":"{{Id}}"}"""),
        ("token response, ID token first", $$"""{"id_token":"{{Id}}","access_token":"{{T}}"}"""),
        ("nested JSON", $$$"""{"data":{"auth":[{"result":{"accessToken":"{{{T}}}","idToken":"{{{Id}}}"}}]}}"""),
        ("Python", $"{{'token_type': 'Bearer', 'access_token': '{T}', 'id_token': '{Id}'}}"),
        ("JavaScript", $"{{ accessToken: '{T}', idToken: '{Id}' }}"),
        ("fragment", $"#access_token={T}&token_type=Bearer&id_token={Id}&state=12345"),
        ("redirect", $"https://localhost:5001/signin#access_token={T}&expires_in=3599"),
        ("query", $"https://localhost/api?x=1&access_token={T}&y=2"),
        ("on-behalf-of body",
            $"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=x&assertion={T}&client_assertion={Client}&requested_token_use=on_behalf_of"),
        ("curl", $"curl -X GET https://api.example/orders -H 'Authorization: Bearer {T}' -H 'Accept: application/json'"),
        ("curl on lines", $"curl https://api.example/orders \\\n  -H \"Authorization: Bearer {T}\" \\\n  -H 'Accept: */*'"),
        ("PowerShell", $"Invoke-RestMethod -Uri https://a.example -Headers @{{ Authorization = \"Bearer {T}\" }}"),
        ("HTTPie", $"http GET https://a.example 'Authorization:Bearer {T}'"),
        ("request dump", $"GET /orders HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer {T}\r\nCookie: sid={Id}\r\nAccept: */*\r\n\r\n"),
        ("log line", $"2026-03-01T12:00:00Z info: Client[100] Sending token={T} to https://a.example"),
        ("HAR", $$"""{"headers":[{"name":"Authorization","value":"Bearer {{T}}"},{"name":"Accept","value":"*/*"}]}"""),
        (".env", $"API_URL=https://a.example\nACCESS_TOKEN=\"{T}\"\nDEBUG=1"),
        ("cookie", $"Cookie: theme=dark; jwt={T}; lang=de"),
        ("percent", $"Bearer%20{T}"),
        ("percent dots", T.Replace(".", "%2E", StringComparison.Ordinal)),
        ("percent twice", WebUtility.UrlEncode(WebUtility.UrlEncode($"{{\"access_token\":\"{T}\"}}"))!),
        ("escaped dots", $"\"{T.Replace(".", "\\u002e", StringComparison.Ordinal)}\""),
        ("JSON in JSON", $$"""{"body":"{\"access_token\":\"{{T}}\",\"url\":\"https:\/\/a.example\"}"}"""),
        ("HTML", $"&lt;b&gt;Token: &quot;{T.Replace(".", "&#46;", StringComparison.Ordinal)}&quot;&lt;/b&gt;"),
        ("input", $"<input type=\"hidden\" name=\"access_token\" value=\"{T}\">"),
        ("zero width", string.Join('\u200B', T.Chunk(40).Select(c => new string(c)))),
        ("byte order mark", "\uFEFF" + T),
        ("soft hyphens", string.Join('\u00AD', T.Chunk(60).Select(c => new string(c)))),
        ("no-break spaces", $"Bearer\u00A0{T}\u00A0"),
        ("code fence", $"```json\n{T}\n```"),
        ("prose", $"Hallo, das ist mein Token: {T}. Warum geht es nicht? Danke!"),
        ("Japanese", $"このトークンは{T}です。"),
        ("word below", $"{T}\nThanks"),
        ("dots after", T + "..."),
        ("ellipsis", T + "…"),
        ("80 columns", Wrap(Rsa, 80, "\n")),
        ("80 columns, CRLF", Wrap(Rsa, 80, "\r\n")),
        ("indented", Wrap(T, 64, "\r\n  ")),
        ("mail quote", "> " + Wrap(Rsa, 72, "\n> ")),
        ("backslashes", Wrap(Rsa, 76, "\\\n")),
        ("console", Wrap($"Authorization: Bearer {Rsa}", 120, "\n")),
        ("wrapped, then a word", Wrap(Rsa, 80, "\n") + "\nRegards"),
        ("spaces for line breaks", Wrap(T, 80, " ")),
        ("twice", $"{T}\n{T}"),
        ("encoded once more", Convert.ToBase64String(Encoding.UTF8.GetBytes(T))),
        ("standard base64", $"{Header}.{ClaimsPart}==.{Signature.Replace('-', '+').Replace('_', '/')}="),
        ("colored console", $"\u001b[32mBearer {T}\u001b[0m"),
        ("client info", $$"""{"access_token":"{{T}}","client_info":"{{ClientInfo}}"}"""),
    ];

    private static IReadOnlyList<(string Name, string Text, PasteKind Kind)> Others { get; } =
    [
        ("two lines", $"{T}\n{Other}", PasteKind.SeveralTokens),
        ("two words", $"{T} und {Other}", PasteKind.SeveralTokens),
        ("comma", $"{T},{Other}", PasteKind.SeveralTokens),
        ("slash", $"{T}/{Other}", PasteKind.SeveralTokens),
        ("dot", $"{T}.{Other}", PasteKind.SeveralTokens),
        ("glued", T + Other, PasteKind.SeveralTokens),
        ("two bearers", $"Bearer {T}\nBearer {Other}", PasteKind.SeveralTokens),
        ("500 tokens", string.Join('\n', Enumerable.Range(100, 500).Select(i => $"eyJhbGciOiJub25lIn0.{SampleToken.Part($"{{\"a\":{i}}}")}.eA")), PasteKind.SeveralTokens),
        ("claims", Json, PasteKind.Claims),
        ("header and claims of jwt.ms", $"{HeaderJson}.{Json}.[Signature]", PasteKind.Claims),
        ("claims in Python", Json.Replace('"', '\''), PasteKind.Claims),
        ("decoded header", HeaderJson, PasteKind.HeaderOnly),
        ("encoded header", Header, PasteKind.HeaderOnly),
        ("cut in the header", Header[..20], PasteKind.CutOff),
        ("cut in the header, dots", Header[..20] + "...", PasteKind.CutOff),
        ("cut in the claims", $"Bearer {T[..(Header.Length + 80)]}", PasteKind.CutOff),
        ("cut in the claims, ellipsis", T[..(Header.Length + 80)] + "…", PasteKind.CutOff),
        ("cut in the middle", $"{T[..40]}...{T[^20..]}", PasteKind.CutOff),
        ("beginning lost", $"{ClaimsPart}.{Signature}", PasteKind.CutOff),
        ("claims part alone", ClaimsPart, PasteKind.CutOff),
        ("line breaks for dots", $"{Header}\n{ClaimsPart}\n{Signature}", PasteKind.CutOff),
        ("no signature", $"{Header}.{ClaimsPart}.", PasteKind.Token),
        ("two parts", $"{Header}.{ClaimsPart}", PasteKind.Token),
        ("masked signature", $"{Header}.{ClaimsPart}.[redacted]", PasteKind.Token),
        ("detached", $"{Header}..{Signature}", PasteKind.DetachedSignature),
        ("JWE", $"{Encrypted}..AAAA.AAAA.AAAA", PasteKind.Encrypted),
        ("JWE with a key", $"Bearer {Encrypted}.BBBB.AAAA.AAAA.AAAA", PasteKind.Encrypted),
        ("five parts", $"{Header}.{ClaimsPart}.AAAA.AAAA.AAAA", PasteKind.TooManyParts),
        ("duplicate scp", $"{Header}.{SampleToken.Part("""{"scp":"a","scp":"b"}""")}.{Signature}", PasteKind.Token),
        ("Flask session", "eyJ1c2VyX2lkIjoxfQ.ZfX2Ag.c2lnbmF0dXJlc2lnbmF0dXJl", PasteKind.Cookie),
        ("refresh token", Refresh, PasteKind.RefreshToken),
        ("refresh token 1.A", "1.AXAAbbbbbbbbbbbbbbbbbbbb.AgABAwEAAAAm", PasteKind.RefreshToken),
        ("personal refresh token", "M.C505_BAY.0.U.-CqFKx!pMW8Zh!wZ*abcdefgh", PasteKind.RefreshToken),
        ("opaque refresh token", "rt_8xLOxBtZp8aBcDeFgHiJ", PasteKind.RefreshToken),
        ("refresh response", $$"""{"token_type":"Bearer","refresh_token":"{{Refresh}}"}""", PasteKind.RefreshToken),
        ("authorization code", $"https://localhost/signin-oidc?code={Refresh}&state=abc&session_state=1", PasteKind.AuthorizationCode),
        ("device code", """{"user_code":"ABCD1234","device_code":"GAQABAAEAAAAmoFfG","verification_uri":"https://microsoft.com/devicelogin"}""", PasteKind.DeviceCode),
        ("client secret", "abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789_", PasteKind.ClientSecret),
        ("named client secret", "client_id=a&client_secret=hunter2hunter2&grant_type=client_credentials", PasteKind.ClientSecret),
        ("Basic", "Authorization: Basic YWxpY2U6aHVudGVyMg==", PasteKind.BasicCredentials),
        ("cookie of ASP.NET Core", "CfDJ8Nm5x2RkT0pLq1vYw3uZbA4cE6gHjKlMnOpQrStUvWx", PasteKind.Cookie),
        ("session cookie", "Cookie: JSESSIONID=0123456789ABCDEF; Path=/", PasteKind.SessionId),
        ("API key", "sk-proj-abcdefghijklmnop1234567890", PasteKind.ApiKey),
        ("named API key", "X-Api-Key: 1234567890", PasteKind.ApiKey),
        ("hexadecimal", "0123456789abcdef0123456789abcdef", PasteKind.ApiKey),
        ("SAS", "sv=2022-11-02&ss=b&se=2026-01-01&sig=abcdef%3D", PasteKind.SharedAccessSignature),
        ("private key", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----", PasteKind.PrivateKey),
        ("certificate", "-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIQ\n-----END CERTIFICATE-----", PasteKind.Certificate),
        ("public key", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----", PasteKind.PublicKey),
        ("JWKS", """{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"}]}""", PasteKind.KeySet),
        ("metadata", """{"issuer":"https://login.example","jwks_uri":"https://login.example/keys","token_endpoint":"https://login.example/token"}""", PasteKind.Metadata),
        ("error", """{"error":"invalid_grant","error_description":"AADSTS65001: The user has not consented."}""", PasteKind.ErrorResponse),
        ("JSON", """{"name":"Alice","age":5}""", PasteKind.Json),
        ("SAML", Saml, PasteKind.Saml),
        ("SAML in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Saml)), PasteKind.Saml),
        ("SAML response of a form", "SAMLResponse=" + WebUtility.UrlEncode(Convert.ToBase64String(Encoding.UTF8.GetBytes(Saml))), PasteKind.Saml),
        ("SAML request", "https://idp.example/sso?SAMLRequest=" + WebUtility.UrlEncode(Deflated(Saml)), PasteKind.Saml),
        ("SAML request alone", Deflated(Saml), PasteKind.Saml),
        ("HTML", "<html><body>Sign in</body></html>", PasteKind.Xml),
        ("GUID", "aaaaaaaa-0000-4000-8000-000000000001", PasteKind.Id),
        ("user name", "alice@contoso.example", PasteKind.UserName),
        ("URL", "https://portal.example/tokens?show=paste", PasteKind.Address),
        ("binary", "\u0001\u0002PNG\0\0\0\u0005\uFFFD\uFFFD", PasteKind.Binary),
        ("PASETO", "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIn0", PasteKind.OtherFormat),
        ("opaque", "GHu7jLiuWq3rT", PasteKind.Opaque),
        ("prose alone", "why does it not work", PasteKind.Opaque),
        ("empty", "", PasteKind.Empty),
        ("blank", " \r\n\t \u200B", PasteKind.Empty),
        ("scheme alone", "Bearer ", PasteKind.Empty),
        ("a megabyte", new string('a', 1024 * 1024), PasteKind.TooLong),
    ];

    public static bool IsExpected(FoundToken token) => token.Compact == T || token.Compact == Rsa;

    private static string Wrap(string text, int columns, string separator) =>
        string.Join(separator, text.Chunk(columns).Select(c => new string(c)));

    private static string Deflated(string text)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest))
            deflate.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(stream.ToArray());
    }
}
