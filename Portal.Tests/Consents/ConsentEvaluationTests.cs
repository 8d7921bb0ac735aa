using System.Security.Claims;
using AccessContract;
using Portal.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;

namespace Portal.Tests.Consents;

/// <summary>
/// The status of consent, scope by scope. Consent that could not be checked is never reported as given.
/// </summary>
public sealed class ConsentEvaluationTests
{
    private static readonly RequestedScopes Requested = new(["api-id/read", "api-id/write"], AdministratorOnly: []);

    [Fact]
    public void Scopes_in_the_token_are_consented()
    {
        var consent = ConsentEvaluation.Evaluate("AppB", Requested, TokenWith("write read"), problem: null);

        Assert.Equal(ConsentStatus.Granted, consent.Status);
        Assert.Equal([ConsentStatus.Granted, ConsentStatus.Granted], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void Scope_missing_from_the_token_is_not_consented()
    {
        var consent = ConsentEvaluation.Evaluate("AppB", Requested, TokenWith("read"), problem: null);

        Assert.Equal(ConsentStatus.NotGranted, consent.Status);
        Assert.Equal([ConsentStatus.Granted, ConsentStatus.NotGranted], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void Default_scope_is_consented_with_any_token()
    {
        var requested = new RequestedScopes(["api-id/.default"], []);

        Assert.Equal(ConsentStatus.Granted, ConsentEvaluation.Evaluate("AppB", requested, TokenWith("read"), problem: null).Status);
    }

    [Theory]
    [InlineData(ProblemCodes.ConsentRequired, "AADSTS65001", ConsentStatus.NotGranted)]
    [InlineData(ProblemCodes.AuthorityUnavailable, null, ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.InteractionRequired, "AADSTS50076", ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.SettingsInvalid, "AADSTS7000215", ConsentStatus.Unknown)]
    public void Without_a_token_the_problem_decides_the_status(string code, string? errorCode, string status)
    {
        var consent = ConsentEvaluation.Evaluate("AppB", Requested, token: null, new ApiProblem(code, 403, "Title", ErrorCode: errorCode));

        Assert.Equal(status, consent.Status);
        Assert.Equal([status, status], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void One_scope_that_needs_an_administrator_makes_the_consent_need_one()
    {
        var problem = new ApiProblem(
            ProblemCodes.ConsentRequired, 403, "Title", ErrorCode: "AADSTS65001", AdministratorScopes: ["api-id/write"]);

        var consent = ConsentEvaluation.Evaluate("AppB", Requested, token: null, problem);

        Assert.Equal(ConsentStatus.NeedsAdministrator, consent.Status);
        Assert.Equal(
            [ConsentStatus.NotGranted, ConsentStatus.NeedsAdministrator], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void Missing_administrator_only_scope_needs_an_administrator()
    {
        var consent = ConsentEvaluation.Evaluate("AppB", Requested with { AdministratorOnly = ["api-id/write"] }, TokenWith("read"), problem: null);

        Assert.Equal(ConsentStatus.NeedsAdministrator, consent.Status);
    }

    [Fact]
    public void Without_configured_scopes_the_consent_is_unknown()
    {
        Assert.Equal(ConsentStatus.Unknown, ConsentEvaluation.Evaluate("AppB", new RequestedScopes([], []), token: null, problem: null).Status);
    }

    private static TokenContent TokenWith(string scopes) => TokenContent.OfClaims([new Claim("scp", scopes)]);
}
