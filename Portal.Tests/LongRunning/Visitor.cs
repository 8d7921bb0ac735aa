using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>A signed-in user without a browser, who opens and closes pages of the portal.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly SignInBrowser _browser;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri _page;
    private string _html = "";

    private Visitor(SignInBrowser browser, string path) => (_browser, _page) = (browser, new Uri(browser.Portal, path));

    public string Cookies => string.Join("; ", _browser.Cookies.Select(c => $"{c.Key}={c.Value}"));

    /// <summary>Signs in and loads the page that the visitor will open.</summary>
    public static async Task<Visitor> SignInAsync(Uri portal, TestAuthority authority, string oid, string path)
    {
        var (visitor, status) = await TrySignInAsync(portal, authority, oid, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return visitor;
    }

    /// <summary>The same for a portal that may refuse the page; returns its status too.</summary>
    public static async Task<(Visitor Visitor, HttpStatusCode Page)> TrySignInAsync(
        Uri portal, TestAuthority authority, string oid, string path)
    {
        var browser = new SignInBrowser(portal, authority);
        using var signedIn = await browser.SignInAsync(path, browser.IdToken(oid, $"session of {oid}"));
        var visitor = new Visitor(browser, path);
        return (visitor, await visitor.LoadAsync());
    }

    /// <summary>Loads the page again: its components can start circuits for five minutes.</summary>
    public async Task<HttpStatusCode> LoadAsync()
    {
        using var response = await _browser.OpenAsync(_page.PathAndQuery);
        _html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Opens the page's circuit; the page is null if that was refused.</summary>
    public async Task<OpenPage?> OpenAsync()
    {
        var connection = await CircuitConnection.OpenAsync(_page, Cookies);
        if (await connection.ShowAsync(_page, _html) is { } secret)
            return new OpenPage(this, connection, secret);

        await connection.DisposeAsync();
        return null;
    }

    public void Dispose()
    {
        _browser.Dispose();
        _http.Dispose();
    }

    // What a browser sends when its user closes or leaves a page.
    private async Task LeaveAsync(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_page, "/_blazor/disconnect"));
        request.Headers.Add("Cookie", Cookies);
        request.Headers.Add("Origin", _page.GetLeftPart(UriPartial.Authority));
        using var form = new MultipartFormDataContent { { new StringContent(secret), "circuitId" } };
        request.Content = form;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>A page whose circuit is connected.</summary>
    internal sealed class OpenPage(Visitor visitor, CircuitConnection connection, string secret)
    {
        /// <summary>Closes the page as a browser does; the portal then discards its circuit at once.</summary>
        public async Task CloseAsync()
        {
            await visitor.LeaveAsync(secret);
            await connection.DisposeAsync();
        }

        /// <summary>The connection is lost; the portal keeps the circuit for a while.</summary>
        public ValueTask DropAsync() => connection.DisposeAsync();
    }
}
