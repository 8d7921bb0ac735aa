using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Support;

/// <summary>
/// A browser without scripts that signs in at <see cref="TestAuthority"/>. It keeps its own cookies, because .NET sends
/// secure ones to https only, while browsers treat localhost as secure.
/// </summary>
internal sealed class SignInBrowser(Uri portal, TestAuthority authority, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = portal,
    };

    /// <summary>The portal's cookies by name.</summary>
    public Dictionary<string, string> Cookies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The cookies as a request sends them.</summary>
    public string CookieHeader => string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}"));

    public Uri Portal => portal;

    /// <summary>Loads a page, without following redirects.</summary>
    public Task<HttpResponseMessage> OpenAsync(string address) => SendAsync(new(HttpMethod.Get, address));

    /// <summary>
    /// Starts a sign-in by opening <paramref name="address"/>. Returns the query of the authority's address.
    /// </summary>
    public async Task<Dictionary<string, string>> StartAsync(string address)
    {
        var location = await RedirectAsync(address);

        // The portal waits two seconds for the authority. On a busy machine the first request can take longer.
        for (var attempt = 0; attempt < 3 && !location.IsAbsoluteUri; attempt++)
            location = await RedirectAsync(address);

        Assert.StartsWith(authority.Instance.AbsoluteUri, location.AbsoluteUri, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location.Query).ToDictionary(q => q.Key, q => q.Value.ToString());
    }

    /// <summary>Sends the authority's response to the portal, as its page does.</summary>
    public Task<HttpResponseMessage> RespondAsync(
        Dictionary<string, string> query, params (string Name, string Value)[] more)
    {
        var fields = new Dictionary<string, string> { ["code"] = "code-of-the-test", ["state"] = query["state"] };
        foreach (var (name, value) in more)
            fields[name] = value;

        return PostAsync("signin-oidc", fields);
    }

    public Task<HttpResponseMessage> PostAsync(string address, Dictionary<string, string> fields) =>
        SendAsync(new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>Signs in, with the given ID token, and returns the portal's response to the authority's.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string address, TestAuthorityToken idToken)
    {
        var query = await StartAsync(address);
        authority.IdToken = idToken.With("nonce", query["nonce"]);
        var response = await RespondAsync(query, ("iss", authority.Issuer));
        var location = response.Headers.Location?.OriginalString ?? "";
        Assert.DoesNotContain(SessionRoutes.SignInFailed, location, StringComparison.Ordinal);
        return response;
    }

    /// <summary>The ID token of a user in a session at the authority.</summary>
    public TestAuthorityToken IdToken(string oid, string sid) => authority.User(ApiFixture.ClientId, "")
        .Without("scp")
        .Without("azp")
        .With("oid", oid)
        .With("sub", oid)
        .With("sid", sid)
        .With("name", oid)
        .With("exp", DateTimeOffset.UtcNow.AddDays(30).ToUnixTimeSeconds()); // Tests may move the clock.

    public void Dispose() => _http.Dispose();

    private async Task<Uri> RedirectAsync(string address)
    {
        using var response = await OpenAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Cookie", CookieHeader);
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
            return response;

        foreach (var line in lines)
        {
            var pair = line.Split(';')[0].Split('=', 2);
            if (line.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                Cookies.Remove(pair[0]);
            else
                Cookies[pair[0]] = pair[1];
        }

        return response;
    }
}
