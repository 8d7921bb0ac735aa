using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Tokens;

public sealed class ConsentOriginTests : ComponentTest
{
    [Theory]
    [InlineData(503, ProblemCodes.DownstreamUnavailable)]
    [InlineData(403, ProblemCodes.ConsentRequired)]
    public void OBO_23_Consent_is_not_shown_as_granted_when_the_directory_cannot_be_read(int status, string code)
    {
        Api.Refuses("/api/consents/AppB/sources", new ApiProblem(code, status, "No directory"));
        var origin = Render<ConsentOrigin>(parameters => parameters.Add(o => o.Api, "AppB"));

        origin.Find("button").Click();

        origin.WaitForAssertion(() => Assert.NotNull(origin.Find("[role=alert], .problem")));
        Assert.Empty(origin.FindAll("[data-source]"));
        Assert.DoesNotContain("consented", TextOf(origin), StringComparison.Ordinal);
    }
}
