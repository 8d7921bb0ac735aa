using System.Net;
using AngleSharp.Html.Parser;
using Entra.Emulator.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Tests.Emulator;

/// <summary>A headless browser: cookies, forms and buttons.</summary>
internal sealed class EmulatorBrowser(EmulatorHost host, CookieContainer cookies) : IDisposable
{
    private readonly HttpClient _http = new(WithCookies(host.CreateHandler(), cookies));

    public EmulatorBrowser(EmulatorHost host)
        : this(host, new CookieContainer())
    {
    }

    public Pkce Pkce { get; } = Pkce.New();

    /// <summary>
    /// A sign-in request as the portal sends it; <paramref name="changes"/> replace or (null) remove parameters.
    /// </summary>
    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = TestTenant.Portal,
            ["redirect_uri"] = TestTenant.RedirectUri,
            ["response_type"] = "code",
            ["response_mode"] = "form_post",
            ["scope"] = TestTenant.SignInScope,
            ["state"] = "the-state",
            ["nonce"] = "the-nonce",
            ["code_challenge"] = Pkce.Challenge,
            ["code_challenge_method"] = "S256",
            ["client_info"] = "1",
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;

        var url = new Uri(host.Addresses.Browser, $"{TestTenant.Id}/oauth2/v2.0/authorize").AbsoluteUri;
        return QueryHelpers.AddQueryString(url, parameters.Where(p => p.Value is not null));
    }

    public async Task<EmulatorPage> OpenAsync(string url) =>
        await ReadAsync(await _http.GetAsync(url, TestContext.Current.CancellationToken));

    /// <summary>Opens a page by path. <c>~/</c> means the tenant's path.</summary>
    public Task<EmulatorPage> OpenAsync(string path, params (string Name, string? Value)[] parameters)
    {
        var url = new Uri(host.Addresses.Browser, path.Replace("~/", $"{TestTenant.Id}/", StringComparison.Ordinal));
        return OpenAsync(
            QueryHelpers.AddQueryString(url.AbsoluteUri, parameters.ToDictionary(p => p.Name, p => p.Value)));
    }

    public Task<EmulatorPage> AuthorizeAsync(params (string Name, string? Value)[] changes) =>
        OpenAsync(AuthorizeUrl(changes));

    /// <summary>Presses the button whose text contains <paramref name="text"/>.</summary>
    public async Task<EmulatorPage> PressAsync(
        EmulatorPage page, string text, Action<Dictionary<string, string>>? tamper = null)
    {
        var button = page.Button(text);
        var fields = page.Fields;
        if (button.Name is { Length: > 0 } name)
            fields[name] = button.Value;

        tamper?.Invoke(fields);
        using var content = new FormUrlEncodedContent(fields);
        var target = new Uri(page.Url, button.Form!.GetAttribute("action")!);
        return await ReadAsync(await _http.PostAsync(target, content, TestContext.Current.CancellationToken));
    }

    /// <summary>Signs in as the user and accepts every prompt until the client has its response.</summary>
    public async Task<EmulatorPage> SignInAsync(string userName, params (string Name, string? Value)[] changes)
    {
        var page = await AuthorizeAsync(changes);
        while (page.IsPage)
        {
            page = page.Heading switch
            {
                PageHeadings.Accounts => await PressAsync(page, $"{userName}@contoso.example"),
                PageHeadings.Confirmation => await PressAsync(page, "Approve"),
                _ => await PressAsync(page, "Accept"),
            };
        }

        return page;
    }

    /// <summary>The same browser, with its cookies, at an emulator on other ports.</summary>
    public EmulatorBrowser MovedTo(EmulatorHost other) => new(other, cookies);

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler WithCookies(SocketsHttpHandler handler, CookieContainer cookies)
    {
        handler.CookieContainer = cookies;
        return handler;
    }

    private static async Task<EmulatorPage> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new EmulatorPage(
            response, await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken));
    }
}
