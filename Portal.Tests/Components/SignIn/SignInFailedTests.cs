using Bunit;
using Portal.Components.SignIn;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Components.SignIn;

public sealed class SignInFailedTests : ComponentTest
{
    [Theory]
    [InlineData("/data/AppB/orders?top=25", "/data/AppB/orders?top=25")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public void Retry_link_stays_on_this_site(string returnUrl, string backTo)
    {
        Navigation.NavigateTo(
            SessionRoutes.SignInFailed + "?reason=access_denied&returnUrl=" + Uri.EscapeDataString(returnUrl));

        var page = Render<SignInFailedPage>();

        Assert.Contains(SessionRoutes.SignIn(backTo), page.Addresses());
    }

    [Fact]
    public void Declined_consent_shows_what_is_missing()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=consent_declined&code=AADSTS65004");

        var page = Render<SignInFailedPage>();

        Assert.Contains("call its own backend on your behalf", TextOf(page));
        Assert.Contains("AADSTS65004", TextOf(page));
    }

    [Fact]
    public void Unknown_reason_is_not_echoed()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=<b>call+me</b>");

        var page = Render<SignInFailedPage>();

        Assert.Contains("Sign-in failed", TextOf(page));
        Assert.DoesNotContain("call", TextOf(page));
    }
}
