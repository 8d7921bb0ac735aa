using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>All that an API demands of a token before any rule is asked, in the order in which it is explained.</summary>
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

    /// <summary>What we refuse in a token that the library accepted; null when nothing.</summary>
    public TokenRefusal? Refuse(JsonWebToken token) => All.Select(c => c.Refuse(token)).FirstOrDefault(r => r is not null);

    /// <summary>Names the check behind a failed authentication.</summary>
    public TokenRefusal Explain(Exception failure, JsonWebToken? token) => failure switch
    {
        TokenRefusedException refused => refused.Refusal,
        AggregateException { InnerException: { } inner } => Explain(inner, token),
        _ => All.Select(c => c.Explain(failure, token)).FirstOrDefault(r => r is not null)
            ?? new("token", TokenCodes.TokenInvalid, "Token invalid", $"{expected.Service} does not accept it."),
    };
}
