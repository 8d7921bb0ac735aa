using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class SignatureCheck(TokenExpectations expected) : TokenCheck("signature")
{
    public override string Demand => $"The token is a JWT, signed with RS256 by the key of {expected.Authority} that kid names.";

    public override IReadOnlyList<string> Accepted => [SecurityAlgorithms.RsaSha256];

    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.RequireSignedTokens = true;
        parameters.ValidAlgorithms = [.. Accepted];

        // Only the key that kid names: trying all keys would accept a token whose header names another one.
        parameters.TryAllIssuerSigningKeys = false;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        SecurityTokenSignatureKeyNotFoundException => Refused("kid is not a key of the authority."),
        SecurityTokenInvalidAlgorithmException => Refused("The token is not signed with RS256."),
        SecurityTokenInvalidSignatureException => Refused("The signature does not match the content."),
        SecurityTokenMalformedException or ArgumentException => Refused("The token is not a readable JWT."),
        _ => null,
    };

    // RFC 7797 and RFC 7515 §4.1.11: with b64=false the signed bytes are not the ones the library reads, and every
    // extension in crit must be understood. The library checks neither.
    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetHeaderValue<object>("b64", out _) || token.TryGetHeaderValue<object>("crit", out _)
            ? Refused($"The header requires an extension that {expected.Service} does not support (b64 or crit).")
            : null;

    private TokenRefusal Refused(string detail) => Refusal(TokenCodes.TokenInvalid, "Token invalid", detail);
}
