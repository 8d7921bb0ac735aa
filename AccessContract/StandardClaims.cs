namespace AccessContract;

/// <summary>
/// The meaning of claims and header members that standards define; they hold for the tokens of any issuer.
/// </summary>
internal static class StandardClaims
{
    public static readonly IReadOnlyDictionary<string, string> ByName =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // RFC 7519
            ["iss"] = "Issuer: the sign-in service that issued the token (RFC 7519).",
            ["sub"] = "Subject: whom the token is about, by an ID of the issuer (RFC 7519).",
            ["aud"] = "Audience: the recipients that the token is for. Any other must refuse it (RFC 7519).",
            ["exp"] = "Expiry: from this time on, nobody may accept the token (RFC 7519).",
            ["nbf"] = "Not before: the token is not valid before this time (RFC 7519).",
            ["iat"] = "Issued at: when the token was issued (RFC 7519).",
            ["jti"] = "Unique ID of the token (RFC 7519).",

            // Access tokens
            ["scope"] = "Scopes that the token grants, separated by spaces (RFC 9068).",
            ["client_id"] = "The client that requested the token (RFC 9068).",
            ["roles"] = "Roles of the subject; the issuer defines their names (RFC 9068).",
            ["groups"] = "Groups of the subject; the issuer defines their names or IDs (RFC 9068).",
            ["entitlements"] = "Entitlements of the subject; the issuer defines their names (RFC 9068).",
            ["authorization_details"] = "Fine-grained permissions, as JSON objects (RFC 9396).",
            ["act"] = "Who acts for the subject (RFC 8693).",
            ["may_act"] = "Who may act for the subject (RFC 8693).",
            ["cnf"] = "The key that the sender must prove to possess: a stolen token alone cannot be used (RFC 7800).",
            ["events"] =
            "What happened, for instance a sign-out: the token is a notification, not an access token (RFC 8417).",
            ["htm"] = "HTTP method of the request that this DPoP proof belongs to (RFC 9449).",
            ["htu"] = "Address of the request that this DPoP proof belongs to (RFC 9449).",
            ["ath"] = "Hash of the access token that this DPoP proof belongs to (RFC 9449).",

            // OpenID Connect: the sign-in
            ["auth_time"] = "When the user authenticated (OpenID Connect).",
            ["nonce"] = "Ties an ID token to the client’s sign-in request (OpenID Connect).",
            ["acr"] =
            "Authentication context class: how strong the sign-in was; the issuer defines the values (OpenID Connect).",
            ["amr"] = "How the user authenticated (OpenID Connect; values in RFC 8176).",
            ["azp"] = "Authorized party: the client that the token was issued to (OpenID Connect).",
            ["at_hash"] = "Hash that ties an ID token to the access token issued with it (OpenID Connect).",
            ["c_hash"] = "Hash that ties an ID token to the authorization code issued with it (OpenID Connect).",
            ["s_hash"] = "Hash that ties an ID token to the state of the sign-in request.",
            ["sid"] = "Session ID at the issuer, for sign-out (OpenID Connect).",
            ["_claim_names"] = "Claims that are omitted here; _claim_sources says where to get them (OpenID Connect).",
            ["_claim_sources"] = "Where to get the claims that _claim_names lists (OpenID Connect).",

            // OpenID Connect: the user
            ["name"] = "Display name. Never authorize by it.",
            ["given_name"] = "First name.",
            ["family_name"] = "Surname.",
            ["middle_name"] = "Middle name.",
            ["nickname"] = "Casual name of the user.",
            ["preferred_username"] = "User name. It can change and need not be unique; never authorize by it.",
            ["email"] = "Email address. It can change and may be unverified; never authorize by it.",
            ["email_verified"] = "Whether the issuer verified the email address.",
            ["phone_number"] = "Phone number.",
            ["phone_number_verified"] = "Whether the issuer verified the phone number.",
            ["address"] = "Postal address.",
            ["birthdate"] = "Date of birth.",
            ["gender"] = "Gender.",
            ["locale"] = "Preferred language.",
            ["zoneinfo"] = "Time zone.",
            ["picture"] = "Address of a picture of the user.",
            ["profile"] = "Address of the user’s profile page.",
            ["website"] = "Address of the user’s website.",
            ["updated_at"] = "When the user’s data last changed.",
        };

    public static readonly IReadOnlyDictionary<string, string> OfHeader =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["typ"] = "Token type: JWT, or at+jwt for an access token (RFC 9068).",
            ["cty"] = "Type of the content, for a token within a token.",
            ["alg"] = "Signature algorithm (RFC 7518).",
            ["kid"] = "ID of the key that signed the token.",
            ["x5t"] = "SHA-1 thumbprint of the certificate of the signing key.",
            ["x5t#S256"] = "SHA-256 thumbprint of the certificate of the signing key.",
            ["crit"] = "Extensions that the recipient must support.",
            ["b64"] = "Whether the payload was base64url-encoded for signing (RFC 7797).",
            ["jku"] = "URL of keys, chosen by the sender. Never use it to check the signature: an attacker can set it.",
            ["x5u"] =
            "URL of a certificate, chosen by the sender. Never use it to check the signature: an attacker can set it.",
            ["jwk"] = "A key embedded by the sender. Never use it to check the signature: an attacker can set it.",
            ["x5c"] =
            "A certificate embedded by the sender. Never use it unverified to check the signature: an attacker "
                + "can set it.",
        };
}
