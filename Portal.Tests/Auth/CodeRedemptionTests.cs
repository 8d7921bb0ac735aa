using System.Diagnostics;
using System.Net;
using System.Web;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Sign-in when the authority misbehaves while the portal exchanges the code for tokens.</summary>
public sealed class CodeRedemptionTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const string Token = """
        "token_type":"Bearer","access_token":"e30.e30.AA","expires_in":3600
        """;

    [Theory]
    [InlineData(200, "text/html", "<html>", SignInReasons.AuthorityInvalid)]
    [InlineData(200, "application/json", "", SignInReasons.AuthorityInvalid)]
    [InlineData(200, "application/json", "[]", SignInReasons.AuthorityInvalid)]
    [InlineData(200, "application/json", "{" + Token + "}", SignInReasons.AuthorityInvalid)]
    [InlineData(200, "application/json", "{" + Token + ""","id_token":"a.b.c"}""", SignInReasons.AuthorityInvalid)]
    [InlineData(
        200, "application/json", "{" + Token + ""","id_token":"e30.e30.AA","client_info":"?"}""", SignInReasons.AuthorityInvalid)]
    [InlineData(403, "text/html", "<html>", SignInReasons.AuthorityInvalid)]
    [InlineData(500, "text/html", "<html>", SignInReasons.AuthorityUnavailable)]
    [InlineData(429, "text/html", "<html>", SignInReasons.AuthorityUnavailable)]
    [InlineData(
        400,
        "application/json",
        """{"error":"invalid_client","error_description":"AADSTS7000215: Wrong secret."}""",
        SignInReasons.Other)]
    public async Task OBO_18_FLT_43_unusable_response_leads_to_a_page_that_says_so(
        int status, string type, string body, string reason)
    {
        using var garbage = portal.Authority.Responds(status, type, body);

        Assert.Equal(reason, await SignInAsync());
    }

    [Fact]
    public async Task FLT_13_authority_that_hangs_leads_to_a_page_within_five_seconds()
    {
        using var hanging = portal.Authority.Hangs();
        var waited = Stopwatch.StartNew();

        Assert.Equal(SignInReasons.AuthorityUnavailable, await SignInAsync());
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    // Starts a sign-in, then delivers a code as the authority's page would. Returns the reason that the next page gives.
    private async Task<string?> SignInAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var start = new HttpRequestMessage(HttpMethod.Get, SessionRoutes.SignIn("/tokens"));
        start.Headers.Add("Accept", "text/html");
        using var started = await portal.Client.SendAsync(start, cancellation);
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var request = HttpUtility.ParseQueryString(started.Headers.Location!.Query);

        using var callback = new HttpRequestMessage(HttpMethod.Post, "/signin-oidc");
        var cookies = started.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]);
        callback.Headers.Add("Cookie", string.Join("; ", cookies));
        callback.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["code"] = "code-of-the-authority",
            ["state"] = request["state"]!,
            ["iss"] = portal.Authority.Issuer,
        });
        using var answered = await portal.Client.SendAsync(callback, cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        var page = new Uri(portal.Client.BaseAddress!, answered.Headers.Location!);
        Assert.Equal(SessionRoutes.SignInFailed, page.AbsolutePath);
        return HttpUtility.ParseQueryString(page.Query)["reason"];
    }
}
