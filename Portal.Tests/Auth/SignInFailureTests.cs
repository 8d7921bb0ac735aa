using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Auth;

public sealed class SignInFailureTests
{
    [Fact]
    public void Error_code_and_text_of_the_authority_are_read()
    {
        var failure = new InvalidOperationException(
            "error: 'x', error_description: 'AADSTS50105: <b>Alice</b> is not assigned'");

        var (reason, said) = SignInFailure.Read(failure);

        Assert.Equal((SignInReasons.AccessDenied, "AADSTS50105"), (reason, said?.Code));
        Assert.Equal("<b>Alice</b> is not assigned'", said?.Text);
    }

    [Theory]
    [InlineData("AADSTS650052", SignInReasons.AccessDenied)]
    [InlineData("AADSTS90094", SignInReasons.Other)]
    [InlineData("AADSTS999999", SignInReasons.Other)]
    public void Only_a_block_is_denied_access(string code, string reason) =>
        Assert.Equal(reason, SignInFailure.Read(new InvalidOperationException($"{code}: text")).Reason);

    [Fact]
    public void Text_is_protected_in_the_address()
    {
        var keys = new EphemeralDataProtectionProvider();
        var message = new AuthorityMessage("AADSTS999999", "Something is wrong.", "2f9c3a5e-0000-4000-8000-000000000001");

        var said = SignInText.Protect(keys, message);

        Assert.DoesNotContain("Something", SignInFailure.Address(null, "", SignInReasons.Other, "AADSTS999999", said));
        Assert.Equal(message, SignInText.Read(keys, said));
        Assert.Null(SignInText.Read(new EphemeralDataProtectionProvider(), said));
        Assert.Null(SignInText.Read(keys, "Call this number"));
        Assert.Null(SignInText.Read(keys, ""));
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
    public void OBO_18_reason_distinguishes_an_unusable_response_from_an_unreachable_authority()
    {
        var unusable = AuthorityException.Unexpected("text/html (status 200)");
        var wrapped = new AuthenticationFailureException("?", unusable);
        var silent = new AuthenticationFailureException("?", AuthorityException.Silent(TimeSpan.FromSeconds(2)));

        Assert.Equal(SignInReasons.AuthorityInvalid, SignInFailure.Read(unusable).Reason);
        Assert.Equal(SignInReasons.AuthorityInvalid, SignInFailure.Read(wrapped).Reason);
        Assert.Equal(SignInReasons.AuthorityUnavailable, SignInFailure.Read(silent).Reason);
    }

    [Fact]
    public void Declined_consent_leads_back_to_the_page_with_its_outcome()
    {
        var properties = new AuthenticationProperties { RedirectUri = "/data/appb/orders?top=25" };
        properties.Items[SignInRegistration.ConsentApi] = "AppB";

        var address = SignInFailure.Address(properties, pathBase: "", SignInReasons.ConsentDeclined, errorCode: null);

        Assert.Equal("/data/appb/orders?top=25&consent=declined", address);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData(null)]
    public void Return_URL_stays_on_this_site(string? returnUrl)
    {
        var address = SignInFailure.Address(
            new AuthenticationProperties { RedirectUri = returnUrl }, pathBase: "", SignInReasons.Other, "AADSTS1");

        Assert.Equal("/sign-in-failed?reason=other&code=AADSTS1&returnUrl=%2F", address);
    }
}
