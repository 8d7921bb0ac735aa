using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class AudienceCheck(TokenExpectations expected) : TokenCheck("audience")
{
    public override string Demand => $"The token is for {expected.Service} only: aud is {expected.Audience}.";

    public override IReadOnlyList<string> Accepted => [expected.Audience];

    // Set before Microsoft.Identity.Web does, which would also accept api://{client id}.
    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.AudienceValidator = null;
        parameters.ValidAudiences = null;
        parameters.ValidAudience = expected.Audience;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidAudienceException ? Refused(token) : null;

    // With two audiences, either service could replay the token against the other.
    public override TokenRefusal? Refuse(JsonWebToken token) => token.Audiences.Count() == 1 ? null : Refused(token);

    private TokenRefusal Refused(JsonWebToken? token)
    {
        var audiences = string.Join(", ", token?.Audiences ?? []);
        return Refusal(
            TokenCodes.AudienceWrong,
            "Token audience wrong",
            audiences.Length == 0
                ? $"The token has no audience; {expected.Service} accepts only {expected.Audience}."
                : $"The token is for {audiences}; {expected.Service} accepts only {expected.Audience}.");
    }
}
