using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>The authority changes its keys, or its key list is unusable, while AppB and <c>/api</c> receive calls.</summary>
public sealed class KeyChangeTests : IAsyncLifetime
{
    private const string AppB = "AppB";
    private const string Portal = "the portal";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly List<WebApplication> _apps = [];
    private readonly HttpClient _client = new();
    private TestAuthority _authority = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var app in _apps)
            await app.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(AppB)]
    [InlineData(Portal)]
    public async Task TOK_63_emergency_key_change_refuses_no_valid_token_and_ends_the_old_key(string api)
    {
        var address = await StartAsync(api);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(address, Token(api)));
        var old = _authority.Key;
        var replacement = ReplaceKeys();
        _time.Advance(Window);

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => CallAsync(address, Token(api, replacement))));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(address, Token(api, old)));
    }

    [Theory]
    [InlineData(AppB)]
    [InlineData(Portal)]
    public async Task TOK_64_made_up_key_ids_delay_an_emergency_key_change_by_less_than_a_minute(string api)
    {
        var address = await StartAsync(api);
        await CallAsync(address, Token(api));
        _time.Advance(Window);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(address, MadeUp(api)));
        var replacement = ReplaceKeys();
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(address, Token(api, replacement)));

        _time.Advance(Window);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(address, Token(api, replacement)));
    }

    [Theory]
    [InlineData(AppB)]
    [InlineData(Portal)]
    public async Task TOK_65_two_hundred_made_up_key_ids_cause_one_read_of_the_keys(string api)
    {
        var address = await StartAsync(api);
        await CallAsync(address, Token(api));
        _time.Advance(Window);
        var before = _authority.KeyRequests;

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => CallAsync(address, MadeUp(api))));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));

        // The library's issuer validator has metadata of its own, and reads it again once in five minutes.
        Assert.InRange(_authority.KeyRequests - before, 1, 2);
    }

    [Fact]
    public async Task TOK_62_key_published_ahead_and_used_later_refuses_no_token()
    {
        var address = await StartAsync(AppB);
        await CallAsync(address, Token(AppB));
        using var next = new TestAuthorityKey("next");
        _authority.Published.Add(next);
        _time.Advance(Window);

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => CallAsync(address, Token(AppB, i % 2 == 0 ? next : null))));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Theory]
    [InlineData("{\"keys\":[]}", "application/json", 200)]
    [InlineData("{\"keys\":[null]}", "application/json", 200)]
    [InlineData("[]", "application/json", 200)]
    [InlineData("", "application/json", 200)]
    [InlineData("<html>Sign in to the network</html>", "text/html", 200)]
    [InlineData("down", "text/plain", 503)]
    public async Task FLT_15_unusable_key_list_leaves_the_last_good_keys_in_use(string body, string type, int status)
    {
        var address = await StartAsync(AppB);
        await CallAsync(address, Token(AppB));
        _authority.KeysResponse = () => Results.Text(body, type, statusCode: status);
        var before = _authority.KeyRequests;
        _time.Advance(Window);

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(address, MadeUp(AppB)));
        Assert.True(_authority.KeyRequests > before);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(address, Token(AppB)));

        _authority.KeysResponse = null;
        var replacement = ReplaceKeys();
        _time.Advance(Window);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(address, Token(AppB, replacement)));
    }

    private async Task<Uri> StartAsync(string api)
    {
        var app = api == AppB
            ? global::AppB.Sample.Program.Build(
                [.. AppBFixture.Settings(_folder.Path, _authority.Instance)], builder => Configure(builder))
            : Program.Build(ApiFixture.Settings(_authority, _folder), builder => Configure(builder));
        _apps.Add(app);
        await app.StartAsync(Cancellation);
        return new Uri(AppBFixture.AddressOf(app), api == AppB ? "orders?$top=1" : "api/tokens");
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
    }

    private string Token(string api, TestAuthorityKey? key = null)
    {
        var token = api == AppB
            ? _authority.User(AppBFixture.Audience, "access_as_user", "Orders.Read")
            : _authority.User(ApiFixture.ClientId, "user_impersonation");
        var signing = key ?? _authority.Key;
        return (token with { Key = signing }).WithHeader("kid", signing.Id).Sign();
    }

    private string MadeUp(string api)
    {
        var token = api == AppB
            ? _authority.User(AppBFixture.Audience, "access_as_user", "Orders.Read")
            : _authority.User(ApiFixture.ClientId, "user_impersonation");
        return token.WithHeader("kid", $"made-up-{Guid.NewGuid()}").Sign();
    }

    private TestAuthorityKey ReplaceKeys()
    {
        var replacement = new TestAuthorityKey($"replacement-{Guid.NewGuid():N}");
        _authority.Published.Clear();
        _authority.Published.Add(replacement);
        return replacement;
    }

    private async Task<HttpStatusCode> CallAsync(Uri address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
