using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class AudienceCheck(TokenExpectations expected) : TokenCheck("audience")
{
    public override string Demand => $"For {expected.Service} alone: aud is {expected.Audience} and nothing else.";

    public override IReadOnlyList<string> Accepted => [expected.Audience];

    // Set before Microsoft.Identity.Web looks, which would otherwise also take api://{client id}.
    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.AudienceValidator = null;
        parameters.ValidAudiences = null;
        parameters.ValidAudience = expected.Audience;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidAudienceException ? Refused(token) : null;

    // A token for two services can be replayed by either against the other.
    public override TokenRefusal? Refuse(JsonWebToken token) => token.Audiences.Count() == 1 ? null : Refused(token);

    private TokenRefusal Refused(JsonWebToken? token)
    {
        var audiences = string.Join(", ", token?.Audiences ?? []);
        return Refusal(
            TokenCodes.AudienceWrong,
            "Token audience wrong",
            audiences.Length == 0
                ? $"It names no audience; {expected.Service} takes tokens for {expected.Audience} only."
                : $"It is for {audiences}; {expected.Service} takes tokens for {expected.Audience} only.");
    }
}
