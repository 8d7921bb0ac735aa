using System.Security.Claims;
using AccessContract;
using AccessContract.Checks;
using Portal.Access;

namespace Portal.Tests.OtherApis;

/// <summary>Operations that require more than a token, which is all that the portal sends.</summary>
public sealed class OtherCredentialsTests
{
    private static readonly TokenContent Token = TokenContent.OfClaims([new Claim("scp", "read"), new Claim("idtyp", "user")]);

    [Fact]
    public void Api_key_makes_the_verdict_unsure()
    {
        var verdict = Evaluate(new AccessAlternative(TokenKind.User, ["read"], []) { OtherCredentials = ["the API key X-Api-Key"] });

        Assert.Equal((VerdictState.Unsure, null), (verdict.State, verdict.Failed));
        Assert.Contains("the API key X-Api-Key", verdict.Headline);
        Assert.Equal(
            (OtherCredentials.Check, CheckState.NotChecked), (verdict.Checks[^1].Name, verdict.Checks[^1].State));
    }

    [Fact]
    public void Any_valid_token_is_allowed() =>
        Assert.Equal(VerdictState.Allowed, Evaluate(new AccessAlternative(TokenKind.User, [], [])).State);

    [Fact]
    public void Failed_check_is_not_hidden()
    {
        var verdict = Evaluate(new AccessAlternative(TokenKind.User, ["write"], []) { OtherCredentials = ["a client certificate"] });

        Assert.Equal((VerdictState.Refused, CheckNames.Scope), (verdict.State, verdict.Failed?.Name));
        Assert.DoesNotContain(verdict.Checks, c => c.Name == OtherCredentials.Check);
    }

    private static Verdict Evaluate(params AccessAlternative[] alternatives) => OtherCredentials.AddTo(
        Verdict.Of(Token, ApiRules.OfPermissions("Tickets"), alternatives, DateTimeOffset.UnixEpoch),
        TokenFacts.Read(Token),
        "Tickets",
        alternatives);
}
