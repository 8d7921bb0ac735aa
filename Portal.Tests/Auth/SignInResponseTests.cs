using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>What the portal sends to the authority at sign-in, and which responses of it start a session.</summary>
public sealed class SignInResponseTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const string SessionCookie = "__Host-portal";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SGN_01_Protected_page_leads_to_the_authority_with_challenge_state_and_nonce()
    {
        var started = await StartAsync("/tokens");

        Assert.StartsWith($"{portal.Authority.Instance}{TestAuthority.TenantId}/", started.Address, StringComparison.Ordinal);
        Assert.Equal("code", started["response_type"]);
        Assert.Equal("S256", started["code_challenge_method"]);
        Assert.Equal(43, started["code_challenge"].Length);
        Assert.NotEmpty(started["state"]);
        Assert.NotEmpty(started["nonce"]);
        Assert.Equal($"{portal.Client.BaseAddress}signin-oidc", started["redirect_uri"]);
    }

    [Fact]
    public async Task SGN_02_Fifty_sign_ins_repeat_neither_state_nor_nonce_nor_challenge()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StartAsync("/tokens")));

        foreach (var parameter in (string[])["state", "nonce", "code_challenge"])
            Assert.Equal(50, started.Select(s => s[parameter]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task SGN_02_SGN_07_SGN_08_Right_response_starts_a_session_and_its_verifier_is_long()
    {
        var started = await StartAsync("/tokens");
        var verifier = "";
        portal.Authority.CodeGrant = form =>
        {
            verifier = form["code_verifier"].ToString();
            return Tokens(IdToken(started));
        };

        using var response = await FinishAsync(started);

        Assert.True(HasSession(response), response.Headers.Location?.OriginalString);
        Assert.Equal("/tokens", response.Headers.Location?.OriginalString);
        Assert.True(verifier.Length >= 43);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task SGN_03_Unknown_state_leads_to_an_error_page_without_a_session(string method)
    {
        using var response = await SendAsync(method, [("code", "any"), ("state", "unknown")], cookies: "");

        AssertFailed(response);
        using var page = await portal.Client.GetAsync(response.Headers.Location, Cancellation);
        Assert.DoesNotContain("Exception", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SGN_04_Second_use_of_a_response_starts_no_session()
    {
        var started = await StartAsync("/tokens");
        portal.Authority.CodeGrant = _ => Tokens(IdToken(started));
        using var first = await FinishAsync(started);
        var deleted = CookiesOf(first).Where(c => c.Expires < DateTimeOffset.UtcNow).Select(c => c.Name.ToString());

        using var second = await FinishAsync(started, started.Cookies.Where(c => !deleted.Contains(c.Name.ToString())));

        Assert.True(HasSession(first));
        AssertFailed(second);
    }

    [Fact]
    public async Task SGN_05_Response_for_another_browser_starts_no_session()
    {
        var attacker = await StartAsync("/tokens");
        var victim = await StartAsync("/tokens");
        portal.Authority.CodeGrant = _ => Tokens(IdToken(attacker));

        using var fresh = await FinishAsync(attacker, []);
        using var during = await FinishAsync(attacker, victim.Cookies);

        AssertFailed(fresh);
        AssertFailed(during);
    }

    [Fact]
    public async Task SGN_06_Code_of_another_sign_in_is_refused_for_its_verifier()
    {
        var started = await StartAsync("/tokens");
        portal.Authority.CodeGrant = _ => Results.Json(
            new { error = "invalid_grant", error_description = "AADSTS501481: The code verifier does not match." },
            statusCode: 400);

        using var response = await FinishAsync(started);

        AssertFailed(response);
    }

    [Theory]
    [InlineData("SGN-07 another nonce", "nonce", "another")]
    [InlineData("SGN-07 no nonce", "nonce", null)]
    [InlineData("SGN-08 another audience", "aud", "aaaaaaaa-0000-4000-8000-0000000000c2")]
    [InlineData("SGN-08 another issuer", "iss", "https://elsewhere.example/v2.0")]
    [InlineData("SGN-08 expired", "exp", 1_000_000_000)]
    [InlineData("SGN-08 another tenant", "tid", "bbbbbbbb-0000-4000-8000-0000000000ff")]
    public async Task Id_token_that_is_not_for_this_sign_in_starts_no_session(string name, string claim, object? value)
    {
        var started = await StartAsync("/tokens");
        portal.Authority.CodeGrant = _ => Tokens(
            value is null ? IdToken(started).Without(claim) : IdToken(started).With(claim, value));

        using var response = await FinishAsync(started);

        Assert.False(HasSession(response), name);
    }

    [Fact]
    public async Task SGN_08_Id_token_for_several_apps_starts_no_session_of_another_app()
    {
        var started = await StartAsync("/tokens");
        portal.Authority.CodeGrant = _ => Tokens(
            IdToken(started).With("aud", (string[])[ApiFixture.ClientId, "other"]).With("azp", "other"));

        using var response = await FinishAsync(started);

        AssertFailed(response);
    }

    [Fact]
    public async Task SGN_20_Cookies_of_a_sign_in_are_prefixed_secure_and_live_15_minutes_at_most()
    {
        var started = await StartAsync("/tokens");

        Assert.Equal(2, started.Cookies.Count);
        Assert.All(started.Cookies, cookie =>
        {
            Assert.StartsWith("__Secure-", cookie.Name.ToString(), StringComparison.Ordinal);
            Assert.True(cookie is { Secure: true, HttpOnly: true });
            Assert.True(cookie.Expires < DateTimeOffset.UtcNow.AddMinutes(15.1), $"{cookie.Name}: {cookie.Expires}");
        });
    }

    [Fact]
    public async Task SGN_20_Antiforgery_cookie_is_bound_to_the_host()
    {
        using var page = await portal.SendWithSessionAsync(HttpMethod.Get, "/signed-out");
        using var home = await portal.SendWithSessionAsync(HttpMethod.Get, "/");

        var cookie = CookiesOf(page).Concat(CookiesOf(home)).First(c => c.Name.ToString().Contains("antiforgery", StringComparison.Ordinal));

        Assert.StartsWith("__Host-", cookie.Name.ToString(), StringComparison.Ordinal);
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: Microsoft.Net.Http.Headers.SameSiteMode.Strict });
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task SGN_27_Sign_out_form_of_another_site_is_refused_and_the_session_stays(string origin)
    {
        using var session = await portal.WithSessionAsync(HttpMethod.Post, SessionRoutes.SignOut);
        session.Headers.Remove("Origin");
        session.Headers.Add("Origin", origin);
        session.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", "guess")]);

        using var response = await portal.Client.SendAsync(session, Cancellation);
        using var circuit = await portal.SendWithSessionAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(CookiesOf(response));
        Assert.Equal(HttpStatusCode.OK, circuit.StatusCode);
    }

    [Theory]
    [InlineData("access_denied")]
    [InlineData("consent_required")]
    [InlineData("login_required")]
    [InlineData("server_error")]
    [InlineData("<b>made-up</b>")]
    public async Task SGN_31_SGN_32_Error_of_the_authority_is_a_page_with_its_text_escaped_and_no_loop(string error)
    {
        var started = await StartAsync("/tokens");

        using var response = await SendAsync(
            "POST",
            [("error", error), ("error_description", "AADSTS999999: <script>alert(1)</script>"), ("state", started["state"])],
            Header(started.Cookies));
        using var page = await portal.Client.GetAsync(response.Headers.Location, Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        AssertFailed(response);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>made-up", html, StringComparison.Ordinal);
    }

    private async Task<StartedSignIn> StartAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await portal.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return new StartedSignIn(response.Headers.Location!.OriginalString, [.. CookiesOf(response)]);
    }

    private Task<HttpResponseMessage> FinishAsync(StartedSignIn started, IEnumerable<SetCookieHeaderValue>? cookies = null) =>
        SendAsync("POST", [("code", "the-code"), ("state", started["state"])], Header(cookies ?? started.Cookies));

    private async Task<HttpResponseMessage> SendAsync(string method, (string Name, string Value)[] form, string cookies)
    {
        using var content = new FormUrlEncodedContent(form.ToDictionary(f => f.Name, f => f.Value));
        var query = method == "GET" ? "?" + await content.ReadAsStringAsync(Cancellation) : "";
        using var request = new HttpRequestMessage(new HttpMethod(method), "/signin-oidc" + query);
        if (method == "POST")
            request.Content = content;

        if (cookies.Length > 0)
            request.Headers.Add("Cookie", cookies);

        return await portal.Client.SendAsync(request, Cancellation);
    }

    private TestAuthorityToken IdToken(StartedSignIn started) => portal.Authority.User(ApiFixture.ClientId, "")
        .Without("scp", "azp", "azpacr", "roles").With("nonce", started["nonce"]);

    private IResult Tokens(TestAuthorityToken idToken) => Results.Json(new Dictionary<string, object>
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = 3600,
        ["scope"] = "openid profile",
        ["access_token"] = portal.Valid.Sign(),
        ["id_token"] = idToken.Sign(),
    });

    private static void AssertFailed(HttpResponseMessage response)
    {
        Assert.False(HasSession(response));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith(SessionRoutes.SignInFailed, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static bool HasSession(HttpResponseMessage response) =>
        CookiesOf(response).Any(c => c.Name == SessionCookie && c.Value.Length > 0);

    private static IEnumerable<SetCookieHeaderValue> CookiesOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var values) ? SetCookieHeaderValue.ParseList([.. values]) : [];

    private static string Header(IEnumerable<SetCookieHeaderValue> cookies) =>
        string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}"));

    private sealed record StartedSignIn(string Address, IReadOnlyList<SetCookieHeaderValue> Cookies)
    {
        public string this[string parameter] => QueryHelpers.ParseQuery(new Uri(Address).Query)[parameter].ToString();
    }
}
