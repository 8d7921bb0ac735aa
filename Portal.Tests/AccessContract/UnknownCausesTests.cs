using AccessContract;
using AccessContract.Checks;

namespace Portal.Tests.AccessContract;

/// <summary>What the portal cannot know about a token is called unknown, or the cause that fits more than one case is not named.</summary>
public sealed class UnknownCausesTests
{
    private const string OtherApi = "bbbbbbbb-0000-4000-8000-000000000003";

    private static readonly AccessAlternative UserReads = new(TokenKind.User, ["Orders.Use"], []);

    [Fact]
    public void Custom_App_ID_URI_is_unknown_if_the_API_publishes_no_audiences()
    {
        var rules = ApiRules.Usual("AppB", SampleToken.Authority, SampleToken.Tenant, [SampleToken.Api]);

        var verdict = Check(SampleToken.Version1.With("aud", "https://orders.contoso.example"), rules);

        Assert.Equal(CheckState.NotChecked, verdict.Checks.Single(c => c.Name == CheckNames.Audience).State);
    }

    [Fact]
    public void Version_of_a_B2C_token_says_nothing_if_the_API_publishes_no_issuers()
    {
        var rules = ApiRules.Of("AppB", [new(CheckNames.Version, "A v2 token.", ["2.0"])]);

        var verdict = Check(SampleToken.User.With("tfp", "B2C_1_susi").With("ver", "1.0"), rules);

        Assert.Equal(CheckState.NotChecked, verdict.Checks[0].State);
    }

    [Fact]
    public void Token_of_the_tenant_in_the_other_version_is_not_called_foreign()
    {
        const string v1 = $"https://sts.windows.net/{SampleToken.Tenant}/";
        var rules = ApiRules.Of("AppB", [new(CheckNames.Issuer, "v1 tokens.", [v1])]);

        var verdict = Check(SampleToken.User.With("iss", $"https://login.microsoftonline.com/{SampleToken.Tenant}/v2.0"), rules);

        Assert.Equal("version_2", verdict.Failed?.Cause);
    }

    [Fact]
    public void Scope_name_that_several_APIs_use_is_not_taken_for_that_of_another_API()
    {
        var rules = ApiRules.Of("AppB", []) with
        {
            Apps = [new("AppB", SampleToken.Api, ["access_as_user"]), new("Reports API", OtherApi, ["access_as_user"])],
            Client = SampleToken.Portal,
        };

        var verdict = Check(SampleToken.User, rules);

        Assert.Equal("scope_missing", verdict.Failed?.Cause);
    }

    [Fact]
    public void Without_a_token_no_check_is_said_to_fail()
    {
        var verdict = Verdict.WithoutToken(ApiRules.OfPermissions("AppB"), [UserReads], "There is no token.");

        Assert.All(verdict.Checks, c => Assert.DoesNotContain("fails", c.Explanation, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://sso.example/realms/contoso", "nonce")]
    [InlineData("https://contoso.eu.auth0.com/", "at_hash")]
    public void Access_token_of_another_service_is_not_called_an_ID_token(string issuer, string claim)
    {
        var token = SampleToken.User.With("iss", issuer).With(claim, "x").With("scope", "openid").Read();

        Assert.DoesNotContain(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)), f => f.Code == "id_token");
    }

    [Fact]
    public void Missing_audience_of_another_service_is_no_fault()
    {
        var token = SampleToken.User.With("iss", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x").Without("aud", "tid").Read();

        Assert.DoesNotContain(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)), f => f.Code == "audience_missing");
    }

    private static Verdict Check(SampleToken token, ApiRules rules) => Verdict.Of(token.Read(), rules, [UserReads], SampleToken.Now);
}
