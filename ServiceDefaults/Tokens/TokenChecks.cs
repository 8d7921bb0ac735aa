using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>
/// All requirements on a token before access rules are evaluated, in the order in which failures are explained.
/// </summary>
public sealed class TokenChecks(TokenExpectations expected, TimeProvider time)
{
    public IReadOnlyList<TokenCheck> All { get; } =
    [
        new SignatureCheck(expected),
        new VersionCheck(expected),
        new IssuerCheck(expected),
        new AudienceCheck(expected),
        new TenantCheck(expected),
        new LifetimeCheck(time),
        new AccessTokenCheck(expected),
    ];

    public void Configure(TokenValidationParameters parameters)
    {
        foreach (var check in All)
            check.Configure(parameters);
    }

    /// <summary>Our refusal of a token that the library accepted; null if all checks pass.</summary>
    public TokenRefusal? Refuse(JsonWebToken token) => All.Select(c => c.Refuse(token)).FirstOrDefault(r => r is not null);

    /// <summary>Finds the check that made authentication fail.</summary>
    public TokenRefusal Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        TokenRefusedException refused => refused.Refusal,
        AggregateException { InnerException: { } inner } => Explain(inner, token),
        _ => All.Select(c => c.Explain(failure, token)).FirstOrDefault(r => r is not null)
            ?? new("token", TokenCodes.TokenInvalid, "Token invalid", $"{expected.Service} does not accept this token."),
    };
}
