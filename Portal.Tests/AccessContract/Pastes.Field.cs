using System.Net;
using System.Text;
using AccessContract.Pasting;

namespace Portal.Tests.AccessContract;

/// <summary>What tools, logs and pages show that people copy from.</summary>
internal static partial class Pastes
{
    private static string Proof => new SampleToken(
        new Dictionary<string, object?> { ["typ"] = "dpop+jwt", ["alg"] = "ES256", ["jwk"] = new { kty = "EC" } },
        new Dictionary<string, object?> { ["htm"] = "GET", ["htu"] = "https://a.example/orders", ["jti"] = "1", ["iat"] = 1772366400 }).Written(Signature);

    private static byte[] Bytes => Encoding.UTF8.GetBytes($"Authorization: Bearer {T}\r\nAccept: */*\r\n");

    private static IEnumerable<(string Name, string Text)> FieldTokens =>
    [
        ("Postman collection", $$$"""{"auth":{"type":"bearer","bearer":[{"key":"token","value":"{{{T}}}","type":"string"}]}}"""),
        ("Postman environment", $$"""{"values":[{"key":"baseUrl","value":"https://a.example","enabled":true},{"key":"access_token","value":"{{T}}","enabled":true},{"key":"id_token","value":"{{Id}}"}]}"""),
        ("hexadecimal dump", HexDump(Bytes)),
        ("hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(T))),
        ("Java stack trace", $"o.s.s.oauth2.jwt.BadJwtException: An error occurred while attempting to decode the Jwt: {T}\n\tat org.springframework.security.oauth2.jwt.NimbusJwtDecoder.parse(NimbusJwtDecoder.java:167)\n\tat java.base/java.lang.Thread.run(Thread.java:840)\n"),
        ("Kubernetes secret", $"apiVersion: v1\nkind: Secret\ndata:\n  token: {Base64(T)}\n  namespace: ZGVmYXVsdA==\ntype: Opaque\n"),
        ("Azure CLI", $$"""{"accessToken":"{{T}}","expiresOn":"2026-03-01 13:00:00.000000","expires_on":1772370000,"subscription":"b0000000-0000-4000-8000-000000000001","tenant":"b0000000-0000-4000-8000-000000000002","tokenType":"Bearer"}"""),
        ("Azure CLI, as text", $"{T}\t2026-03-01 13:00:00.000000\tb0000000-0000-4000-8000-000000000001\tb0000000-0000-4000-8000-000000000002\tBearer"),
        ("MSAL cache", $$$"""{"AccessToken":{"a.b-login.windows.net-accesstoken-c":{"credential_type":"AccessToken","secret":"{{{T}}}","target":"x/.default"} },"IdToken":{"a.b-idtoken":{"credential_type":"IdToken","secret":"{{{Id}}}"}},"RefreshToken":{"a.b-refreshtoken":{"credential_type":"RefreshToken","secret":"{{{Refresh}}}"} } }"""),
        ("MSAL.js local storage", $$"""{"msal.token.keys.c":"{\"idToken\":[\"a-idtoken-c\"]}","a-login.windows.net-idtoken-c":"{\"credentialType\":\"IdToken\",\"secret\":\"{{Id}}\"}","a-login.windows.net-accesstoken-c":"{\"credentialType\":\"AccessToken\",\"secret\":\"{{T}}\",\"tokenType\":\"Bearer\"}" }"""),
        ("Fiddler", $"GET https://a.example/orders HTTP/1.1\r\nHost: a.example\r\nConnection: keep-alive\r\nAuthorization: Bearer {T}\r\n\r\nHTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\"\r\n\r\n"),
        ("App Service /.auth/me", $$"""[{"access_token":"{{T}}","expires_on":"2026-03-01T13:00:00Z","id_token":"{{Id}}","provider_name":"aad","user_claims":[{"typ":"aud","val":"x"}],"user_id":"alice@contoso.example"}]"""),
        ("App Service headers", $"X-MS-TOKEN-AAD-ID-TOKEN: {Id}\nX-MS-TOKEN-AAD-ACCESS-TOKEN: {T}\nX-MS-TOKEN-AAD-EXPIRES-ON: 2026-03-01T13:00:00Z"),
        ("Get-AzAccessToken", $"Token     : {Wrap(Rsa, 60, "\r\n            ")}\r\nExpiresOn : 01.03.2026 13:00:00 +00:00\r\nTenantId  : b0000000-0000-4000-8000-000000000002\r\nUserId    : alice@contoso.example\r\nType      : Bearer\r\n"),
        ("JSON escaped twice", $$"""{"log":"{\"body\":\"{\\\"access_token\\\":\\\"{{T}}\\\",\\\"id_token\\\":\\\"{{Id}}\\\"}\"}"}"""),
        ("CSV", $"2026-03-01,alice,\"{T}\",200\r\n"),
        ("CSV with semicolons", $"time;user;token;status\r\n2026-03-01;alice;{T};401\r\n"),
        ("BinarySecurityToken", $"<soap:Envelope><soap:Header><wsse:Security><wsse:BinarySecurityToken ValueType=\"urn:ietf:params:oauth:token-type:jwt\" EncodingType=\"x#Base64Binary\">{Base64(T)}</wsse:BinarySecurityToken></wsse:Security></soap:Header></soap:Envelope>"),
        ("comma in a sentence", $"My token is {T}, but the API says 401."),
        ("form_post", $"id_token={T}&state=CfDJ8Nm5x2RkT0pLq1vYw3uZbA4cE6gHjKlMnOpQrStUvWx&session_state=b0000000-0000-4000-8000-000000000001"),
        ("hybrid form_post", $"code={Refresh}&id_token={T}&state=abc"),
        ("Set-Cookie", $"Set-Cookie: access_token={T}; Path=/; HttpOnly; Secure; SameSite=Lax"),
        ("refresh token that is a JWT, first", $$"""{"refresh_token":"{{Other}}","refresh_expires_in":1800,"access_token":"{{T}}","not-before-policy":0}"""),
        ("DPoP", $"GET /orders HTTP/1.1\r\nAuthorization: DPoP {T}\r\nDPoP: {Proof}\r\n\r\n"),
        ("DPoP, proof first", $"DPoP: {Proof}\r\nAuthorization: DPoP {T}\r\n"),
        ("jwt.ms link", $"https://jwt.ms/#id_token={T}"),
        ("jwt.io link", $"https://jwt.io/#debugger-io?token={T}&publicKey=-----BEGIN%20PUBLIC%20KEY-----%0AMIIB%0A-----END%20PUBLIC%20KEY-----"),
        ("Python bytes", $"b'{T}'"),
        ("Go", $"&oauth2.Token{{AccessToken:\"{T}\", TokenType:\"Bearer\", RefreshToken:\"{Refresh}\", Expiry:time.Time{{wall:0x0}}}}"),
        ("curl of Windows", $"curl -X ^\"GET^\" ^\"https://a.example/orders^\" -H ^\"Authorization: Bearer {T}^\" -H ^\"Accept: */*^\""),
        ("header on two lines", $"authorization\nBearer {T}\naccept\n*/*"),
        ("YAML block", $"access_token: >-\n  {Wrap(Rsa, 76, "\n  ")}\nexpires_in: 3599\n"),
        ("base64 on lines", Convert.ToBase64String(Encoding.UTF8.GetBytes(T), Base64FormattingOptions.InsertLineBreaks)),
        ("SignalR", $"wss://a.example/hub?id=x1&access_token={T}"),
        ("client credentials response in a log", $"[12:00:00 DBG] Response: {{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"{T}\"}} in 30 ms"),
        ("subject and actor of a token exchange", $"grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token={T}&subject_token_type=urn:ietf:params:oauth:token-type:access_token&actor_token={Other}"),
    ];

    private static IEnumerable<(string Name, string Text, PasteKind Kind)> FieldOtherKinds =>
    [
        ("error response of Entra", """{"error":"invalid_grant","error_description":"AADSTS500131: Assertion audience does not match the Client app presenting the assertion.\r\nTrace ID: b0000000-0000-4000-8000-000000000001","error_codes":[500131],"timestamp":"2026-03-01 12:00:00Z","correlation_id":"b0000000-0000-4000-8000-000000000002","claims":"{\"access_token\":{\"capolids\":{\"essential\":true}}}"}""", PasteKind.ErrorResponse),
        ("AADSTS text", "AADSTS500131: Assertion audience does not match the Client app presenting the assertion. Trace ID: b0000000-0000-4000-8000-000000000001", PasteKind.ErrorResponse),
        ("MSAL exception", "Microsoft.Identity.Client.MsalUiRequiredException: AADSTS65001: The user or administrator has not consented to use the application.\r\n   at Microsoft.Identity.Client.Internal.Requests.RequestBase.HandleTokenRefreshErrorAsync()", PasteKind.ErrorResponse),
        ("challenge of an API", "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"The token expired at '03/01/2026 13:00:00'\"", PasteKind.ErrorResponse),
        ("error in the redirect", "https://localhost:5001/signin-oidc#error=access_denied&error_description=AADSTS65004%3a+User+declined+to+consent&state=abc", PasteKind.ErrorResponse),
        ("SAML in base64 on lines", Convert.ToBase64String(Encoding.UTF8.GetBytes(Saml), Base64FormattingOptions.InsertLineBreaks), PasteKind.Saml),
        ("WS-Federation", "wa=wsignin1.0&wresult=" + WebUtility.UrlEncode("<t:RequestSecurityTokenResponse xmlns:t=\"http://schemas.xmlsoap.org/ws/2005/02/trust\"><t:RequestedSecurityToken><saml:Assertion/></t:RequestedSecurityToken></t:RequestSecurityTokenResponse>") + "&wctx=x", PasteKind.Saml),
        ("Entra's keys", """{"keys":[{"kty":"RSA","use":"sig","kid":"k","x5t":"k","n":"AQAB","e":"AQAB","x5c":["MIIC"],"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"}]}""", PasteKind.KeySet),
        ("one key", """{"kty":"RSA","use":"sig","kid":"k","n":"AQAB","e":"AQAB"}""", PasteKind.KeySet),
        ("metadata of a resource", """{"resource":"https://a.example/","authorization_servers":["https://login.example/v2.0"],"scopes_supported":["x/access_as_user"]}""", PasteKind.Metadata),
        ("token of GitHub", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", PasteKind.ApiKey),
        ("introspection response", """{"active":true,"scope":"openid access_as_user","client_id":"c","username":"alice","exp":1772370000,"iss":"https://id.example","sub":"s"}""", PasteKind.Claims),
        ("OpenSSL's text", "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number: 1 (0x1)\n        Signature Algorithm: sha256WithRSAEncryption\n        Issuer: CN = login.example\n", PasteKind.Certificate),
        ("certificate without lines", "MIIDBTCCAe2gAwIBAgIQH4FlYNA+UJlF0G3vy9ZrhTANBgkqhkiG9w0BAQsFADAtMSswKQYDVQQDEyJhY2NvdW50cy5hY2Nlc3Njb250cm9sLndpbmRvd3MubmV0", PasteKind.Certificate),
        ("connection string", "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=;EndpointSuffix=core.windows.net", PasteKind.ApiKey),
        ("device code prompt", "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ABCD12345 to authenticate.", PasteKind.DeviceCode),
        ("refresh token of Google", "1//0gAbCdEfGhIjKlMnOpQrStUvWxYz-abcdefghijklmnop", PasteKind.RefreshToken),
        ("Negotiate", "Authorization: Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgECAgYKKwYBBAGCNwICHgYKKwYBBAGCNwICCg==", PasteKind.OtherFormat),
        ("SAML of OAuth in a form", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&assertion=" + Base64(Saml).TrimEnd('=').Replace('+', '-').Replace('/', '_'), PasteKind.Saml),
    ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // As Wireshark and xxd show bytes: the offset, sixteen bytes, and their characters.
    private static string HexDump(byte[] bytes) => string.Join('\n', bytes.Chunk(16).Select((line, i) =>
        $"{i * 16:x4}  {string.Join(' ', line.Select(b => b.ToString("x2", null))),-47}  {new string([.. line.Select(b => b is > 32 and < 127 ? (char)b : '.')])}"));
}
