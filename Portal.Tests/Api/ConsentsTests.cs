using System.Security.Claims;
using Portal.Access;
using Portal.Api;
using Portal.Auth;
using Portal.Contracts;

namespace Portal.Tests.Api;

/// <summary>What is said of consent, scope by scope; never that it was given when nobody could check.</summary>
public sealed class ConsentsTests
{
    private static readonly string[] Scopes = ["api-id/read", "api-id/write"];

    private static readonly AzureAdSettings AzureAd = new()
    {
        Instance = "https://login.example/",
        TenantId = "tenant",
        ClientId = "portal",
    };

    [Fact]
    public void Scopes_that_the_token_carries_are_granted()
    {
        var consent = Consents.Judge("AppB", Scopes, TokenWith("write read"), problem: null, AzureAd);

        Assert.Equal(ConsentStatus.Granted, consent.Status);
        Assert.All(consent.PerScope!, s => Assert.Equal(ConsentStatus.Granted, s.Status));
    }

    [Fact]
    public void A_scope_that_the_token_lacks_is_not()
    {
        var consent = Consents.Judge("AppB", Scopes, TokenWith("read"), problem: null, AzureAd);

        Assert.Equal(ConsentStatus.NotGranted, consent.Status);
        Assert.Equal([ConsentStatus.Granted, ConsentStatus.NotGranted], consent.PerScope!.Select(s => s.Status));
    }

    [Fact]
    public void Default_stands_for_whatever_was_granted()
    {
        string[] scopes = ["api-id/.default"];

        Assert.Equal(ConsentStatus.Granted, Consents.Judge("AppB", scopes, TokenWith("read"), problem: null, AzureAd).Status);
    }

    [Theory]
    [InlineData(ProblemCodes.ConsentRequired, "AADSTS65001", ConsentStatus.NotGranted)]
    [InlineData(ProblemCodes.ConsentRequired, "AADSTS90094", ConsentStatus.NeedsAdministrator)]
    [InlineData(ProblemCodes.AuthorityUnavailable, null, ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.InteractionRequired, "AADSTS50076", ConsentStatus.Unknown)]
    [InlineData(ProblemCodes.SettingsInvalid, "AADSTS7000215", ConsentStatus.Unknown)]
    public void Without_a_token_the_reason_decides_and_is_never_taken_for_consent(string code, string? errorCode, string status)
    {
        var consent = Consents.Judge("AppB", Scopes, token: null, new ApiProblem(code, 403, "Title", ErrorCode: errorCode), AzureAd);

        Assert.Equal(status, consent.Status);
        Assert.All(consent.PerScope!, s => Assert.Equal(status, s.Status));
    }

    [Fact]
    public void No_scope_in_settings_is_no_consent_either()
    {
        Assert.Equal(ConsentStatus.Unknown, Consents.Judge("AppB", [], token: null, problem: null, AzureAd).Status);
    }

    [Fact]
    public void The_administrators_link_names_this_client_and_exactly_these_scopes()
    {
        var consent = Consents.Judge("AppB", Scopes, token: null, problem: null, AzureAd);

        Assert.Equal(
            "https://login.example/tenant/v2.0/adminconsent?client_id=portal&scope=api-id%2Fread%20api-id%2Fwrite",
            consent.AdministratorLink);
    }

    private static TokenContent TokenWith(string scopes) => TokenContent.OfClaims([new Claim("scp", scopes)]);
}
