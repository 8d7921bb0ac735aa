namespace AccessContract.Pasting;

/// <summary>The sentences for pasted text that is not a token: what it is, and what to do next.</summary>
internal static class NotATokenText
{
    public const string PasteAccessToken = "Paste the access token: it has three parts, separated by dots.";

    private const string Secret = "It is a secret: do not share it, and replace it if others may have seen it.";
    private const string ActsAsYou = "Anyone who has it may be able to act as you: do not share it.";

    public static PasteResult ClientInfo => Of(
        PasteKind.ClientInfo, "Client info, not a token", "This is the client_info of a token response: two IDs of the account. " + PasteAccessToken);

    public static PasteResult Empty => Of(
        PasteKind.Empty, "There is nothing to decode", "The text is empty. " + PasteAccessToken);

    public static PasteResult For(PasteKind kind) => kind switch
    {
        PasteKind.Saml => Of(kind, "SAML, not a token for an API",
            "This is a SAML message or assertion. It signs a user in to an app; APIs of OpenID Connect and OAuth need an access token, "
                + $"a JWT. Nothing in it was decoded. An assertion gives access: do not share it. {PasteAccessToken}"),
        PasteKind.RefreshToken => Of(kind, "A refresh token",
            "This looks like a refresh token or an authorization code. Only the sign-in service can read it; it cannot be decoded. "
                + $"{ActsAsYou} {PasteAccessToken}"),
        PasteKind.AuthorizationCode => Of(kind, "An authorization code",
            "This is an authorization code. The app exchanges it once, within minutes, for tokens; only the sign-in service can read it. "
                + $"{ActsAsYou} Paste the access token of the response to that exchange."),
        PasteKind.DeviceCode => Of(kind, "A device code",
            "This is a device code or user code of the device flow, not a token. Completing the sign-in gives access to the device "
                + "that requested it: do not share the code. Complete the sign-in, then paste the access token that the device receives."),
        PasteKind.ClientSecret => Of(kind, "A client secret",
            $"This looks like the secret of an app registration. {Secret} An app uses it to request tokens; paste the token instead."),
        PasteKind.BasicCredentials => Of(kind, "A user name and password",
            $"This is a Basic authorization header: a user name and a password, readable by anyone. {Secret} {PasteAccessToken}"),
        PasteKind.Cookie => Of(kind, "A cookie or other protected data",
            "This is protected by ASP.NET Core or another framework: a session cookie, for example. Only the app that wrote it can read it. "
                + $"{ActsAsYou} {PasteAccessToken}"),
        PasteKind.SessionId => Of(kind, "A session ID",
            $"This is the ID of a session or its cookie. It contains no claims. {ActsAsYou} {PasteAccessToken}"),
        PasteKind.ApiKey => Of(kind, "An API key",
            $"This looks like an API key or a personal access token. It contains no claims. {Secret} {PasteAccessToken}"),
        PasteKind.SharedAccessSignature => Of(kind, "A shared access signature",
            $"This is a shared access signature (SAS) of Azure, not a JWT. {Secret} {PasteAccessToken}"),
        PasteKind.PrivateKey => Of(kind, "A private key",
            $"This is a private key. It signs; it contains no claims. {Secret} {PasteAccessToken}"),
        PasteKind.Certificate => Of(kind, "A certificate",
            $"This is a certificate, not a token. It is not secret, unless a private key was copied with it. {PasteAccessToken}"),
        PasteKind.PublicKey => Of(kind, "A public key",
            $"This is a public key, not a token. It is not secret. {PasteAccessToken}"),
        PasteKind.KeySet => Of(kind, "Keys (JWKS)",
            $"These are signing keys in JSON (JWK or JWKS), not a token. APIs check signatures with them. {PasteAccessToken}"),
        PasteKind.Metadata => Of(kind, "Metadata of a sign-in service",
            $"This is the metadata of a sign-in service or of an API (its discovery document), not a token. {PasteAccessToken}"),
        PasteKind.ErrorResponse => Of(kind, "An error response",
            "This is an error of the sign-in service: no token was issued. Look up its AADSTS code on the Setup check page."),
        PasteKind.HeaderOnly => Of(kind, "Only the header of a token",
            $"This is the decoded header of a token, without claims and signature. {PasteAccessToken}"),
        PasteKind.Claims => Of(kind, "Decoded claims, not a token",
            "These are decoded claims, not a token, and not in JSON that can be read. Their signature cannot be checked. "
                + "Paste the token itself."),
        PasteKind.Json => Of(kind, "JSON without a token",
            $"This is JSON or a part of it, and contains no token in a known form. {PasteAccessToken}"),
        PasteKind.Xml => Of(kind, "HTML or XML without a token",
            $"This is HTML or XML, and contains no token in a known form. {PasteAccessToken}"),
        PasteKind.Id => Of(kind, "An ID, not a token",
            $"This is a GUID: the ID of a tenant, an app, a user or a request. It is not secret and gives no access. {PasteAccessToken}"),
        PasteKind.UserName => Of(kind, "A user name, not a token",
            $"This is a user name or an email address. {PasteAccessToken}"),
        PasteKind.Address => Of(kind, "An address without a token",
            $"This is an address (URL), and contains no token. After a sign-in the token may be in the response instead. {PasteAccessToken}"),
        PasteKind.Binary => Of(kind, "Binary data",
            $"This is the content of a binary file, not text. {PasteAccessToken}"),
        PasteKind.OtherFormat => Of(kind, "Another format of token",
            $"This is not a JWT but a token of another format (PASETO, Kerberos or NTLM). It cannot be decoded here. {ActsAsYou} {PasteAccessToken}"),
        _ => Of(PasteKind.Opaque, "Not a token in a known form",
            "It has no dots or not the parts of a JWT: it is an opaque token, part of a token, or other text. Only the service that issued "
                + $"an opaque token can read it. Do not share it if it gives access. {PasteAccessToken}"),
    };

    private static PasteResult Of(PasteKind kind, string title, string text) => PasteResult.Without(kind, title, text);
}
