using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>Accepts access tokens only, not an id token or a logout token of the same authority.</summary>
internal sealed class AccessTokenCheck(TokenExpectations expected) : TokenCheck("token_kind")
{
    public override string Demand =>
        "The token is an access token (typ is JWT or at+jwt, no nonce), for a user (it has scp, or idtyp is user) or "
        + "app-only (idtyp is app, no scp).";

    public override IReadOnlyList<string> Accepted => ["JWT", "at+jwt"];

    public override void Configure(TokenValidationParameters parameters) => parameters.ValidTypes = [.. Accepted];

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidTypeException ? Refused("The typ header is neither JWT nor at+jwt.") : null;

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<object>("nonce", out _)
            ? Refused($"The token has a nonce, like an id token; {expected.Service} accepts access tokens only.")
            : null;

    private TokenRefusal Refused(string detail) => Refusal(TokenCodes.TokenKindWrong, "Not an access token", detail);
}
