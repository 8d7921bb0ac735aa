using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class LifetimeCheck(TimeProvider time) : TokenCheck("lifetime")
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public override string Demand =>
        $"The token is valid now, with {Skew.TotalSeconds:0} seconds of tolerance: exp is in the future, nbf and iat are not.";

    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.RequireExpirationTime = true;
        parameters.ClockSkew = Skew;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        // A token without exp fails like this too, with a default time.
        SecurityTokenExpiredException expired when expired.Expires > DateTime.UnixEpoch => Refusal(
            TokenCodes.TokenExpired,
            "Token expired",
            $"The token expired at {expired.Expires.ToString("u", CultureInfo.InvariantCulture)}."),
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
        TokenCodes.TokenInvalid, "Token not valid now", "nbf or iat is in the future, or exp, nbf or iat is missing.");
}
