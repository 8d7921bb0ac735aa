using Microsoft.AspNetCore.Authentication;
using Portal.Auth;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Auth;

public sealed class SignInFailureTests
{
    [Fact]
    public void Error_code_of_the_authority_is_read_but_not_its_text()
    {
        var failure = new InvalidOperationException(
            "error: 'x', error_description: 'AADSTS50105: <b>Alice</b> is not assigned'");

        var (reason, errorCode) = SignInFailure.Read(failure);

        Assert.Equal((SignInReasons.AccessDenied, "AADSTS50105"), (reason, errorCode));
    }

    [Fact]
    public void Reason_distinguishes_an_unreachable_authority_from_an_invalid_session()
    {
        Assert.Equal(
            SignInReasons.AuthorityUnavailable, SignInFailure.Read(new HttpRequestException("refused")).Reason);
        Assert.Equal(
            SignInReasons.SessionInvalid,
            SignInFailure.Read(new AuthenticationFailureException("Correlation failed.")).Reason);
        Assert.Equal(SignInReasons.Other, SignInFailure.Read(new InvalidOperationException("?")).Reason);
    }

    [Fact]
    public void Declined_consent_leads_back_to_the_page_with_its_outcome()
    {
        var properties = new AuthenticationProperties { RedirectUri = "/data/appb/orders?top=25" };
        properties.Items[SignInRegistration.ConsentApi] = "AppB";

        var address = SignInFailure.Address(properties, SignInReasons.ConsentDeclined, errorCode: null);

        Assert.Equal("/data/appb/orders?top=25&consent=declined", address);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData(null)]
    public void Return_URL_stays_on_this_site(string? returnUrl)
    {
        var address = SignInFailure.Address(
            new AuthenticationProperties { RedirectUri = returnUrl }, SignInReasons.Other, "AADSTS1");

        Assert.Equal("/sign-in-failed?reason=other&code=AADSTS1&returnUrl=%2F", address);
    }
}
