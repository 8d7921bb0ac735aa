using System.Net;
using System.Text.RegularExpressions;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>Requests with a session cookie.</summary>
internal static partial class SessionRequests
{
    private const string Page = "/tokens";

    /// <summary>A browser that has the cookie loads a page.</summary>
    public static async Task ExpectAsync(this PortalHost portal, string cookie, HttpStatusCode status)
    {
        using var browser = portal.NewBrowser();
        browser.Cookies[SessionCookie.Name] = cookie;
        using var response = await browser.OpenAsync(Page);
        Assert.Equal(status, response.StatusCode);
    }

    /// <summary>A script of a page sends a request; it is never sent through sign-in.</summary>
    public static async Task<HttpStatusCode> StatusAsync(this PortalHost portal, string cookies)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, "/openapi/v1.json"));
        request.Headers.Add("Cookie", cookies);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Clicks the button of a page.</summary>
    public static async Task SignOutAsync(this PortalHost portal, string cookie)
    {
        using var browser = portal.NewBrowser();
        browser.Cookies[SessionCookie.Name] = cookie;
        await browser.SignOutAsync();
    }

    /// <inheritdoc cref="SignOutAsync(PortalHost, string)" />
    public static async Task SignOutAsync(this SignInBrowser browser)
    {
        using var page = await browser.OpenAsync(Page);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = AntiforgeryToken().Match(html).Groups["token"].Value;
        using var response = await browser.PostAsync(
            SessionRoutes.SignOut, new() { ["__RequestVerificationToken"] = token });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [GeneratedRegex(
        @"name=""__RequestVerificationToken"" value=""(?<token>[^""]*)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex AntiforgeryToken();
}
