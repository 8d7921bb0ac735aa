using System.Security.Claims;
using Portal.Access;
using Portal.Api;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Tests.Api;

/// <summary>What is said of consent, scope by scope; never that it was given when nobody could check.</summary>
public sealed class ConsentsTests
{
    private static readonly AskedScopes Asked = new(["api-id/read", "api-id/write"], AdministratorOnly: []);

    [Fact]
    public void Scopes_that_the_token_carries_are_granted()
    {
        var consent = Consents.Judge("AppB", Asked, TokenWith("write read"), problem: null);

        Assert.Equal(ConsentStatus.Granted, consent.Status);
        Assert.All(consent.PerScope!, s => Assert.Equal(ConsentStatus.Granted, s.Status));
    }

    [Fact]
    public void A_scope_that_the_token_lacks_is_not()
    {
        var consent = Consents.Judge("AppB", Asked, TokenWith("read"), problem: null);

        Assert.Equal(ConsentStatus.NotGranted, consent.Status);
        Assert.Equal([ConsentStatus.Granted, ConsentStatus.NotGranted], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void Default_stands_for_whatever_was_granted()
    {
        var asked = new AskedScopes(["api-id/.default"], []);

        Assert.Equal(ConsentStatus.Granted, Consents.Judge("AppB", asked, TokenWith("read"), problem: null).Status);
    }

    [Theory]
    [InlineData(ProblemCodes.ConsentRequired, "AADSTS65001", ConsentStatus.NotGranted)]
    [InlineData(ProblemCodes.AuthorityUnavailable, null, ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.InteractionRequired, "AADSTS50076", ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.SettingsInvalid, "AADSTS7000215", ConsentStatus.Unknown)]
    public void Without_a_token_the_reason_decides_and_is_never_taken_for_consent(string code, string? errorCode, string status)
    {
        var consent = Consents.Judge("AppB", Asked, token: null, new ApiProblem(code, 403, "Title", ErrorCode: errorCode));

        Assert.Equal(status, consent.Status);
        Assert.All(consent.PerScope!, s => Assert.Equal(status, s.Status));
    }

    [Fact]
    public void One_scope_that_takes_an_administrator_makes_the_whole_take_one()
    {
        var problem = new ApiProblem(
            ProblemCodes.ConsentRequired, 403, "Title", ErrorCode: "AADSTS65001", AdministratorScopes: ["api-id/write"]);

        var consent = Consents.Judge("AppB", Asked, token: null, problem);

        Assert.Equal(ConsentStatus.NeedsAdministrator, consent.Status);
        Assert.Equal([ConsentStatus.NotGranted, ConsentStatus.NeedsAdministrator], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void A_token_that_lacks_such_a_scope_needs_the_administrator_too()
    {
        var consent = Consents.Judge("AppB", Asked with { AdministratorOnly = ["api-id/write"] }, TokenWith("read"), problem: null);

        Assert.Equal(ConsentStatus.NeedsAdministrator, consent.Status);
    }

    [Fact]
    public void No_scope_in_settings_is_no_consent_either()
    {
        Assert.Equal(ConsentStatus.Unknown, Consents.Judge("AppB", new AskedScopes([], []), token: null, problem: null).Status);
    }

    private static TokenContent TokenWith(string scopes) => TokenContent.OfClaims([new Claim("scp", scopes)]);
}
