using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class SignatureCheck(TokenExpectations expected) : TokenCheck("signature")
{
    public override string Demand => $"A JWT signed with RS256 by the key of {expected.Authority} that its kid names.";

    public override IReadOnlyList<string> Accepted => [SecurityAlgorithms.RsaSha256];

    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.RequireSignedTokens = true;
        parameters.ValidAlgorithms = [.. Accepted];

        // Only the key that kid names: trying them all would accept a token whose header names another key.
        parameters.TryAllIssuerSigningKeys = false;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        SecurityTokenSignatureKeyNotFoundException => Refused("Its kid names no key of the authority."),
        SecurityTokenInvalidAlgorithmException => Refused("It is not signed with RS256."),
        SecurityTokenInvalidSignatureException => Refused("Its signature does not fit its content."),
        SecurityTokenMalformedException or ArgumentException => Refused("It is not a readable JWT."),
        _ => null,
    };

    // RFC 7797 and RFC 7515 §4.1.11: b64=false signs other bytes than the library reads, and what a crit header names
    // must be understood. The library knows neither.
    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetHeaderValue<object>("b64", out _) || token.TryGetHeaderValue<object>("crit", out _)
            ? Refused($"Its header asks for an extension that {expected.Service} does not know (b64 or crit).")
            : null;

    private TokenRefusal Refused(string detail) => Refusal(TokenCodes.TokenInvalid, "Token invalid", detail);
}
