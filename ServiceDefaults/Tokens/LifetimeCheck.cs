using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class LifetimeCheck(TimeProvider time) : TokenCheck("lifetime")
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public override string Demand =>
        $"Valid now, give or take {Skew.TotalSeconds:0} seconds: exp ahead, nbf and iat not ahead.";

    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.RequireExpirationTime = true;
        parameters.ClockSkew = Skew;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        // A token without exp ends up here too, with a time that no token has.
        SecurityTokenExpiredException expired when expired.Expires > DateTime.UnixEpoch => Refusal(
            TokenCodes.TokenExpired,
            "Token expired",
            $"It expired at {expired.Expires.ToString("u", CultureInfo.InvariantCulture)}."),
        SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException
            or SecurityTokenInvalidLifetimeException => Refused(),
        _ => null,
    };

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<long>("iat", out var issuedAt)
        && issuedAt <= (time.GetUtcNow() + Skew).ToUnixTimeSeconds()
            ? null
            : Refused();

    private TokenRefusal Refused() => Refusal(
        TokenCodes.TokenInvalid, "Token not valid now", "Its nbf or iat lies ahead, or one of its times is missing.");
}
