using AppB.Sample.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AppB.Sample.Access.Checks;

internal sealed class AudienceCheck(EntraOptions entra) : TokenCheck("audience")
{
    public override string Demand => $"For AppB alone: aud is {entra.Audience} and nothing else.";

    public override IReadOnlyList<string> Accepted => [entra.Audience];

    // Set before Microsoft.Identity.Web looks, which would otherwise also take api://{client id}.
    public override void Configure(TokenValidationParameters parameters)
    {
        parameters.AudienceValidator = null;
        parameters.ValidAudiences = null;
        parameters.ValidAudience = entra.Audience;
    }

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidAudienceException ? Refused(token) : null;

    // A token for two services can be replayed by either against the other.
    public override TokenRefusal? Refuse(JsonWebToken token) => token.Audiences.Count() == 1 ? null : Refused(token);

    private TokenRefusal Refused(JsonWebToken? token)
    {
        var audiences = string.Join(", ", token?.Audiences ?? []);
        return Refusal(
            ProblemCodes.AudienceWrong,
            "Token audience wrong",
            audiences.Length == 0
                ? $"It names no audience; AppB takes tokens for {entra.Audience} only."
                : $"It is for {audiences}; AppB takes tokens for {entra.Audience} only.");
    }
}
