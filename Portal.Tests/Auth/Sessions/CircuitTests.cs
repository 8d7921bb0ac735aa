using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Auth.Sessions;
using Portal.Components.SignIn;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>Circuits of users with valid sessions, without a browser.</summary>
public sealed class CircuitTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const int MaxOpen = 20;

    [Fact]
    public async Task BLZ_06_BLZ_07_a_circuit_is_not_connected_to_another_user()
    {
        var secret = await DroppedAsync("alice");
        await using var bob = await OpenAsync("bob");

        Assert.Equal(false, await bob.CallAsync("ConnectCircuit", secret));
        var address = portal.Address.AbsoluteUri;
        Assert.Null(await bob.CallAsync("ResumeCircuit", secret, address, address, "[]", ""));
        Assert.Empty(bob.Received);
        await using var alice = await OpenAsync("alice");
        Assert.Equal(true, await alice.CallAsync("ConnectCircuit", secret));
    }

    [Fact]
    public async Task BLZ_06_an_invented_circuit_is_not_connected()
    {
        await using var alice = await OpenAsync("alice");

        Assert.Equal(false, await alice.CallAsync("ConnectCircuit", "an invented secret"));
    }

    [Fact]
    public async Task BLZ_07_the_connection_of_a_page_that_was_left_ends_and_other_pages_stay_connected()
    {
        var cookies = await CookiesAsync("alice");
        await using var left = await CircuitConnection.OpenAsync(portal.Address, cookies);
        await using var other = await CircuitConnection.OpenAsync(portal.Address, cookies);
        var secret = await left.StartAsync(portal.Address);
        Assert.NotNull(await other.StartAsync(portal.Address));

        Assert.Equal(HttpStatusCode.OK, await LeaveAsync(cookies, secret!));

        await left.ClosedAsync();
        Assert.Equal(false, await other.CallAsync("ConnectCircuit", secret));
    }

    [Fact]
    public void BLZ_28_a_call_that_a_lost_browser_never_answers_ends_with_its_circuit()
    {
        var options = portal.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;

        Assert.True(options.JSInteropDefaultCallTimeout > options.DisconnectedCircuitRetentionPeriod);
    }

    [Fact]
    public async Task BLZ_20_a_user_cannot_connect_more_circuits_than_the_setting_allows()
    {
        var cookies = await CookiesAsync("grace");
        var open = await OpenManyAsync(MaxOpen + 5, cookies);

        var secrets = await Task.WhenAll(open.Select(connection => connection.StartAsync(portal.Address)));

        Assert.Equal(MaxOpen, secrets.Count(secret => secret is not null));
        await using var other = await OpenAsync("bob");
        Assert.NotNull(await other.StartAsync(portal.Address));
        var refused = await PageAsync(cookies);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains(TooManyPages.Heading, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor:", refused.Text, StringComparison.Ordinal);

        foreach (var connection in open)
            await connection.DisposeAsync();
        await AssertOpensAsync(cookies);
    }

    [Fact]
    public async Task BLZ_20_dropped_circuits_cannot_be_connected_beyond_the_limit()
    {
        var cookies = await CookiesAsync("heidi");
        var dropped = await DroppedAsync(cookies: cookies);
        var open = await OpenManyAsync(MaxOpen, cookies);
        await Task.WhenAll(open.Select(connection => connection.StartAsync(portal.Address)));
        await using var one = await CircuitConnection.OpenAsync(portal.Address, cookies);

        Assert.Equal(false, await one.CallAsync("ConnectCircuit", dropped));

        foreach (var connection in open)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task SGN_25_actions_on_a_page_postpone_the_idle_limit_and_confirmations_of_the_browser_do_not()
    {
        var cookies = await CookiesAsync("erin");
        await using var page = await CircuitConnection.OpenAsync(portal.Address, cookies);
        await page.StartAsync(portal.Address);
        for (var i = 0; i < 3; i++)
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(119));
            await page.CallAsync("OnLocationChanged", portal.Address.AbsoluteUri, null, true);
            Assert.Equal(HttpStatusCode.OK, await portal.StatusAsync(cookies));
        }

        portal.Clock.Advance(TimeSpan.FromMinutes(119));
        await page.CallAsync("EndInvokeJSFromDotNet", 1, true, "[1,true,null]");
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await page.CallAsync("OnLocationChanged", portal.Address.AbsoluteUri, null, true);

        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(cookies));
    }

    [Fact]
    public async Task BLZ_10_an_open_page_ends_at_the_idle_limit() =>
        Assert.Equal(SessionEnd.Idle, await EndAsync(_ =>
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(121));
            return Task.CompletedTask;
        }));

    [Fact]
    public async Task BLZ_10_an_open_page_that_is_used_ends_at_the_absolute_limit() =>
        Assert.Equal(SessionEnd.TooOld, await EndAsync(async user =>
        {
            for (var hour = 0; hour < 12; hour++)
            {
                portal.Clock.Advance(TimeSpan.FromHours(1));
                await Sessions.MarkUsedAsync(user);
            }

            portal.Clock.Advance(TimeSpan.FromSeconds(6));
        }));

    [Fact]
    public async Task BLZ_09_an_open_page_ends_when_the_sign_in_is_revoked() =>
        Assert.Equal(SessionEnd.Revoked, await EndAsync(async user =>
        {
            await Sessions.EndAccountAsync(
                $"{user.FindFirst("oid")!.Value}.{TestAuthority.TenantId}", portal.Clock.GetUtcNow());
            portal.Clock.Advance(TimeSpan.FromSeconds(6));
        }));

    [Fact]
    public async Task SGN_35_an_open_page_ends_when_another_account_signs_in_with_the_browser() =>
        Assert.Equal(SessionEnd.OtherAccount, await EndAsync(async user =>
        {
            await Sessions.EndAsync(user, SessionEnd.OtherAccount);
            portal.Clock.Advance(TimeSpan.FromSeconds(6));
        }));

    private PortalSessions Sessions => portal.Services.GetRequiredService<PortalSessions>();

    // Why the page of a new session ends after something happened.
    private async Task<SessionEnd?> EndAsync(Func<ClaimsPrincipal, Task> happen)
    {
        var key = await Sessions.StoreAsync(new(SessionCookie.User("frank", Guid.NewGuid().ToString()), "test"));
        var user = (await Sessions.RetrieveAsync(key))!.Principal;
        await using var scope = portal.Services.CreateAsyncScope();
        var page = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)page)
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        var ended = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.AuthenticationStateChanged += async state => ended.TrySetResult(await state);

        await happen(user);

        return EndedUser.ReasonOf((await ended.Task.WaitAsync(TestContext.Current.CancellationToken)).User);
    }

    private async Task<CircuitConnection> OpenAsync(string user) =>
        await CircuitConnection.OpenAsync(portal.Address, await CookiesAsync(user));

    private Task<CircuitConnection[]> OpenManyAsync(int count, string cookies) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => CircuitConnection.OpenAsync(portal.Address, cookies)));

    private Task<string> CookiesAsync(string user) =>
        SessionCookie.CreateAsync(portal.Services, SessionCookie.User(user, $"session of {user}"));

    // A circuit whose connection was lost.
    private async Task<string> DroppedAsync(string? user = null, string? cookies = null)
    {
        cookies ??= await CookiesAsync(user!);
        await using var connection = await CircuitConnection.OpenAsync(portal.Address, cookies);
        return Assert.IsType<string>(await connection.StartAsync(portal.Address));
    }

    // What a browser sends when its user closes or leaves a page.
    private async Task<HttpStatusCode> LeaveAsync(string cookies, string secret)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, "/_blazor/disconnect"));
        request.Headers.Add("Cookie", cookies);
        request.Headers.Add("Origin", portal.Address.GetLeftPart(UriPartial.Authority));
        using var form = new MultipartFormDataContent { { new StringContent(secret), "circuitId" } };
        request.Content = form;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Text)> PageAsync(string cookies)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, "/tokens"));
        request.Headers.Add("Cookie", cookies);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // The server notices the end of a connection a moment after the client.
    private async Task AssertOpensAsync(string cookies)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await using var connection = await CircuitConnection.OpenAsync(portal.Address, cookies);
            if (await connection.StartAsync(portal.Address) is not null)
                return;
        }
    }
}
