using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>Access tokens only: an id token or a logout token of the same authority opens nothing.</summary>
internal sealed class AccessTokenCheck(TokenExpectations expected) : TokenCheck("token_kind")
{
    public override string Demand =>
        "An access token (typ JWT or at+jwt, no nonce): a user's (scp present, or idtyp user) or an application's "
        + "(idtyp app, no scp).";

    public override IReadOnlyList<string> Accepted => ["JWT", "at+jwt"];

    public override void Configure(TokenValidationParameters parameters) => parameters.ValidTypes = [.. Accepted];

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidTypeException ? Refused("Its typ is neither JWT nor at+jwt.") : null;

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<object>("nonce", out _)
            ? Refused($"It carries a nonce, as an id token does; {expected.Service} takes access tokens only.")
            : null;

    private TokenRefusal Refused(string detail) => Refusal(TokenCodes.TokenKindWrong, "Not an access token", detail);
}
