using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Portal.Auth;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Storage;

/// <summary>Cookies whose Data Protection key is missing: as after the loss of the key folder.</summary>
public sealed class LostKeysTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/tokens")]
    [InlineData("/data/appb/orders")]
    public async Task FLT_27_session_whose_key_is_missing_leads_to_sign_in(string path)
    {
        var lost = new EphemeralDataProtectionProvider().CreateProtector("lost").Protect("session");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Cookie", $"{SessionCookies.Session}={lost}; __Host-portal.antiforgery={lost}");

        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(path == "/" ? HttpStatusCode.OK : HttpStatusCode.Redirect, response.StatusCode);
    }
}
