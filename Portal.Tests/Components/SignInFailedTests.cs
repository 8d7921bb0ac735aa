using Bunit;
using Portal.Components.Pages;
using Portal.Contracts;

namespace Portal.Tests.Components;

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
    public void Trying_again_comes_back_to_this_site_only(string returnUrl, string backTo)
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=access_denied&returnUrl=" + Uri.EscapeDataString(returnUrl));

        var page = Render<SignInFailed>();

        Assert.Contains(SessionRoutes.SignIn(backTo), page.Addresses());
    }

    [Fact]
    public void A_declined_consent_names_what_is_missing()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=consent_declined&code=AADSTS65004");

        var page = Render<SignInFailed>();

        Assert.Contains("call its own backend on your behalf", TextOf(page));
        Assert.Contains("AADSTS65004", TextOf(page));
    }

    [Fact]
    public void An_unknown_reason_gets_plain_words_and_is_not_repeated()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=<b>call+me</b>");

        var page = Render<SignInFailed>();

        Assert.Contains("Signing in did not work", TextOf(page));
        Assert.DoesNotContain("call", TextOf(page));
    }
}
