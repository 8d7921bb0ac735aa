using System.Net.Http.Headers;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

/// <summary>The portal with its own settings for limits, for one test.</summary>
internal sealed class LimitedPortal : IAsyncDisposable
{
    private readonly StartedPortal _portal;
    private readonly HttpClient _client;

    private LimitedPortal(StartedPortal portal) => (_portal, _client) = (portal, portal.NewClient());

    public TestAuthority Authority => _portal.Authority;

    public static async Task<LimitedPortal> StartAsync(params string[] settings) =>
        new(await StartedPortal.StartAsync(settings));

    /// <summary>A valid token of one of many users.</summary>
    public string Token(int user) =>
        Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", $"{Id(user)}").Sign();

    public Uri Address => _portal.Address;

    /// <summary>Makes a call for which the portal needs a token from the authority.</summary>
    public Task<HttpResponseMessage> ExchangeAsync(string token) => SendAsync(
        "/api/access/summary", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    /// <summary>Calls a cheap endpoint of the backend.</summary>
    public Task<HttpResponseMessage> CallAsync(string? token, string? forwardedFor = null) => SendAsync("/api/trace", request =>
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
    });

    /// <summary>Opens a page as a browser does.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) =>
        SendAsync(path, request => request.Headers.Accept.ParseAdd("text/html"));

    /// <summary>Asks for a circuit's connection, with the session of a user.</summary>
    public async Task<HttpResponseMessage> NegotiateAsync(int user)
    {
        var cookie = await SessionCookie.CreateAsync(_portal.App.Services, SessionCookie.User($"{Id(user)}", $"session-{user}"));
        return await SendAsync("/_blazor/negotiate?negotiateVersion=1", request =>
        {
            request.Method = HttpMethod.Post;
            request.Headers.Add("Origin", _client.BaseAddress!.GetLeftPart(UriPartial.Authority));
            request.Headers.Add("Cookie", cookie);
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage> complete)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        complete(request);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Guid Id(int user) => new(user, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
