using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Problems;
using Portal.Components.SignIn;
using Portal.Contracts.Problems;
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

        Assert.Contains("/" + SessionRoutes.SignIn(backTo), page.Addresses());
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
    public void Missing_service_principal_of_the_API_is_explained()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=access_denied&code=AADSTS650052");

        var page = Render<SignInFailedPage>();

        var known = AadstsCodes.Find("AADSTS650052")!;
        Assert.Contains(known.Meaning, TextOf(page));
        Assert.Contains($"An administrator can fix it. {known.Fix}", TextOf(page));
        Assert.Contains("az ad sp create", TextOf(page));
    }

    [Fact]
    public void SGN_31_Unknown_code_is_shown_with_the_text_and_the_reference_of_the_sign_in_service()
    {
        var said = SignInText.Protect(
            Services.GetRequiredService<IDataProtectionProvider>(),
            new AuthorityMessage("AADSTS999999", "<b>Something</b> is wrong.", "2f9c3a5e-0000-4000-8000-000000000001"));
        Navigation.NavigateTo(
            SessionRoutes.SignInFailed + $"?reason=other&code=AADSTS999999&said={Uri.EscapeDataString(said)}");

        var page = Render<SignInFailedPage>();

        Assert.Contains("The sign-in service says: <b>Something</b> is wrong.", TextOf(page));
        Assert.Contains("2f9c3a5e-0000-4000-8000-000000000001", TextOf(page));
        Assert.Equal(
            "https://login.microsoftonline.com/error?code=999999",
            page.ByRole("link", CodeLinks.ReferenceLabel).GetAttribute("href"));
    }

    [Fact]
    public void Text_of_somebody_else_is_not_shown()
    {
        Navigation.NavigateTo(SessionRoutes.SignInFailed + "?reason=other&code=AADSTS999999&said=Please+call");

        Assert.DoesNotContain("Please call", TextOf(Render<SignInFailedPage>()));
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
