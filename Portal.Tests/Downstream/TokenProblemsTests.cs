using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Tests.Downstream;

/// <summary>Why a token request failed, and its problem code.</summary>
public sealed class TokenProblemsTests : OnBehalfOfTest
{
    public static TheoryData<string, string, string?> TokenFailures => new()
    {
        { "AADSTS65001", ProblemCodes.ConsentRequired, "AADSTS65001" },
        { "AADSTS90094", ProblemCodes.ConsentRequired, "AADSTS90094" },
        { "AADSTS50076", ProblemCodes.InteractionRequired, "AADSTS50076" },
        { "AADSTS53003", ProblemCodes.AccessBlocked, "AADSTS53003" },
        { "AADSTS50105", ProblemCodes.AccessBlocked, "AADSTS50105" },
        { "AADSTS50020", ProblemCodes.InteractionRequired, "AADSTS50020" },
        { "AADSTS53000", ProblemCodes.InteractionRequired, "AADSTS53000" },
        { "AADSTS999999", ProblemCodes.InteractionRequired, "AADSTS999999" },
        { "AADSTS50013", ProblemCodes.SignInRequired, "AADSTS50013" },
        { "AADSTS700082", ProblemCodes.SignInRequired, "AADSTS700082" },
        { "no code", ProblemCodes.InteractionRequired, null },
    };

    [Theory]
    [MemberData(nameof(TokenFailures))]
    public async Task OBO_02_OBO_06_Error_code_of_the_authority_decides_the_problem(
        string message, string code, string? errorCode)
    {
        var refused = new MsalUiRequiredException("invalid_grant", $"{message}: text of the authority");
        var onBehalfOf = Create(
            new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Responses.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal((code, errorCode, "AppB"), (problem.Code, problem.ErrorCode, problem.Api));
        Assert.Equal(errorCode is null ? null : "text of the authority", problem.ErrorText);
        Assert.DoesNotContain("text of the authority", problem.Detail);
    }

    [Theory]
    [InlineData("AADSTS650052: An API.", "The API is not set up in this tenant")]
    [InlineData("AADSTS999999: Nobody knows.", "The portal cannot get a token")]
    public async Task Refusal_is_explained_by_its_code(string message, string title)
    {
        var refused = new MsalServiceException("invalid_client", message, 400);

        var problem = await FailAsync(Create(new Tokens(refused), Responses.Nothing));

        Assert.Equal((title, ProblemCodes.SettingsInvalid), (problem.Title, problem.Code));
        Assert.Equal(message[14..], problem.ErrorText);
    }

    [Fact]
    public async Task Correlation_id_of_the_authority_is_reported()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001")
        {
            CorrelationId = "2f9c3a5e-0000-4000-8000-000000000001",
        };
        var onBehalfOf = Create(
            new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Responses.Nothing);

        Assert.Equal("2f9c3a5e-0000-4000-8000-000000000001", (await FailAsync(onBehalfOf)).CorrelationId);
    }

    [Fact]
    public async Task OBO_02_Missing_consent_names_the_scopes()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001");
        var onBehalfOf = Create(new Tokens(refused), Responses.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal(["api://appb/access_as_user"], problem.Scopes!);
    }

    [Fact]
    public async Task Missing_consent_names_the_scopes_that_need_an_administrator()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001");
        var onBehalfOf = Create(
            new Tokens(refused), Responses.Nothing, ("AdministratorScopes:0", "api://appb/access_as_user"));

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal((ProblemCodes.ConsentRequired, "AADSTS65001"), (problem.Code, problem.ErrorCode));
        Assert.Equal(["api://appb/access_as_user"], problem.AdministratorScopes!);
    }

    [Fact]
    public async Task Wrong_client_secret_is_reported_as_invalid_settings()
    {
        var refused = new MsalServiceException("invalid_client", "AADSTS7000215: Invalid client secret.", 401);

        var problem = await FailAsync(Create(new Tokens(refused), Responses.Nothing));

        Assert.Equal(
            (ProblemCodes.SettingsInvalid, "AADSTS7000215", 502), (problem.Code, problem.ErrorCode, problem.Status));
    }

    [Fact]
    public async Task Unavailable_authority_is_not_reported_as_AppB()
    {
        Assert.Equal(
            ProblemCodes.AuthorityUnavailable,
            (await FailAsync(Create(new Tokens(new HttpRequestException()), Responses.Nothing))).Code);
        Assert.Equal(
            ProblemCodes.AuthorityUnavailable,
            (await FailAsync(Create(new Tokens(new MsalServiceException("x", "away", 503)), Responses.Nothing))).Code);
    }
}
