using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts;

namespace Portal.Tests.Downstream;

/// <summary>Why there is no token, and the words for it.</summary>
public sealed class TokenFaultsTests : OnBehalfOfTest
{
    public static TheoryData<string, string, string?> TokenFailures => new()
    {
        { "AADSTS65001", ProblemCodes.ConsentRequired, "AADSTS65001" },
        { "AADSTS90094", ProblemCodes.ConsentRequired, "AADSTS90094" },
        { "AADSTS50076", ProblemCodes.InteractionRequired, "AADSTS50076" },
        { "AADSTS50013", ProblemCodes.SignInRequired, "AADSTS50013" },
        { "AADSTS700082", ProblemCodes.SignInRequired, "AADSTS700082" },
        { "no code", ProblemCodes.InteractionRequired, null },
    };

    [Theory]
    [MemberData(nameof(TokenFailures))]
    public async Task Authority_that_wants_the_user_is_told_by_its_code(string message, string code, string? errorCode)
    {
        var refused = new MsalUiRequiredException("invalid_grant", $"{message}: secret words of the authority");
        var onBehalfOf = Create(new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Answers.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal((code, errorCode, "AppB"), (problem.Code, problem.ErrorCode, problem.Api));
        Assert.DoesNotContain("secret words", $"{problem}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authoritys_correlation_id_comes_along_to_be_quoted()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001") { CorrelationId = "2f9c3a5e-0000-4000-8000-000000000001" };
        var onBehalfOf = Create(new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Answers.Nothing);

        Assert.Equal("2f9c3a5e-0000-4000-8000-000000000001", (await FailAsync(onBehalfOf)).CorrelationId);
    }

    [Fact]
    public async Task Missing_consent_names_the_scopes_to_ask_for()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001");
        var onBehalfOf = Create(new Tokens(refused), Answers.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal(["api://appb/access_as_user"], problem.Scopes!);
    }

    [Fact]
    public async Task Missing_consent_that_takes_an_administrator_is_said_to_before_anybody_is_sent_to_the_authority()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001");
        var onBehalfOf = Create(new Tokens(refused), Answers.Nothing, ("AdministratorScopes:0", "api://appb/access_as_user"));

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal((ProblemCodes.ConsentRequired, "AADSTS65001"), (problem.Code, problem.ErrorCode));
        Assert.Equal(["api://appb/access_as_user"], problem.AdministratorScopes!);
    }

    [Fact]
    public async Task Wrong_secret_is_the_operators_fault_not_the_users()
    {
        var refused = new MsalServiceException("invalid_client", "AADSTS7000215: Invalid client secret.", 401);

        var problem = await FailAsync(Create(new Tokens(refused), Answers.Nothing));

        Assert.Equal((ProblemCodes.SettingsInvalid, "AADSTS7000215", 502), (problem.Code, problem.ErrorCode, problem.Status));
    }

    [Fact]
    public async Task Authority_that_is_away_is_not_mistaken_for_AppB()
    {
        Assert.Equal(ProblemCodes.AuthorityUnavailable, (await FailAsync(Create(new Tokens(new HttpRequestException()), Answers.Nothing))).Code);
        Assert.Equal(
            ProblemCodes.AuthorityUnavailable,
            (await FailAsync(Create(new Tokens(new MsalServiceException("x", "away", 503)), Answers.Nothing))).Code);
    }
}
