using AppB.Sample.Problems;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AppB.Sample.Access.Checks;

/// <summary>All that AppB demands of a token before any rule is asked, in the order in which it is explained.</summary>
internal sealed class TokenChecks(IOptions<EntraOptions> entra, IHostEnvironment environment, TimeProvider time)
{
    private static readonly TokenRefusal Unexplained =
        new("token", ProblemCodes.TokenInvalid, "Token invalid", "AppB does not accept it.");

    public IReadOnlyList<TokenCheck> All { get; } =
    [
        new SignatureCheck(entra.Value),
        new VersionCheck(),
        new IssuerCheck(entra.Value, environment),
        new AudienceCheck(entra.Value),
        new TenantCheck(entra.Value),
        new LifetimeCheck(time),
        new AccessTokenCheck(),
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
        _ => All.Select(c => c.Explain(failure, token)).FirstOrDefault(r => r is not null) ?? Unexplained,
    };
}
