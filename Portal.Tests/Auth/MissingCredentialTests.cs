using System.Net;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>A portal whose certificate is not where its settings say.</summary>
public sealed class MissingCredentialTests(MissingCredentialTests.Fixture portal) : IClassFixture<MissingCredentialTests.Fixture>
{
    [Fact]
    public async Task FLT_43_credential_that_cannot_be_loaded_is_a_problem_of_the_settings()
    {
        using var response = await portal.SendAsync(portal.NewToken("aaaaaaaa-0000-4000-8000-0000000000a1"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadGateway, ProblemCodes.SettingsInvalid);
        Assert.Equal(0, portal.Authority.TokenRequests);
    }

    public sealed class Fixture : ExchangeFixture
    {
        protected override string[] Arguments() =>
        [
            "--Portal:AzureAd:ClientCredentials:0:SourceType=Path",
            "--Portal:AzureAd:ClientCredentials:0:CertificateDiskPath=/nowhere/portal.pfx",
        ];
    }
}
