using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.UI;
using Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;

namespace Portal.Tests.StandIn;

public sealed class AccountControllerTests(AccountControllerHost host) : IClassFixture<AccountControllerHost>
{
    private const string Account = "/MicrosoftIdentity/Account";

    [Fact]
    public async Task SignIn_challenges_the_OpenID_scheme_and_returns_home()
    {
        var challenged = await host.ChallengedAsync($"{Account}/SignIn");

        Assert.Equal(new Challenged("OpenIdConnect", "/", null, null, null, null, null), challenged);
    }

    [Fact]
    public async Task SignIn_passes_hints_and_the_return_address_to_the_scheme_in_its_path()
    {
        var challenged = await host.ChallengedAsync(
            $"{Account}/SignIn/Other?redirectUri=/data&loginHint=alice@contoso.example&domainHint=contoso.example");

        Assert.Equal(
            new Challenged("Other", "/data", "alice@contoso.example", "contoso.example", null, null, null), challenged);
    }

    [Fact]
    public async Task Challenge_passes_scopes_claims_policy_and_hints()
    {
        var challenged = await host.ChallengedAsync(
            $"{Account}/Challenge?redirectUri=/data&scope=a%20b&claims=%7B%7D&policy=b2c&loginHint=x&domainHint=y");

        Assert.Equal(["a", "b"], challenged.Scope!);
        Assert.Equal(
            new Challenged("OpenIdConnect", "/data", "x", "y", null, "{}", "b2c"), challenged with { Scope = null });
    }

    [Theory]
    [InlineData("SignIn")]
    [InlineData("Challenge")]
    public async Task Return_address_outside_the_app_is_replaced_by_home(string action)
    {
        string[] elsewhere =
        [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "javascript:alert(1)",
            "data",
            "",
        ];

        foreach (var address in elsewhere)
        {
            var challenged = await host.ChallengedAsync(
                $"{Account}/{action}?redirectUri={Uri.EscapeDataString(address)}");

            Assert.Equal("/", challenged.RedirectUri);
        }
    }

    [Fact]
    public async Task Challenge_accepts_an_absolute_address_of_this_origin_as_its_path()
    {
        var challenged = await host.ChallengedAsync($"{Account}/Challenge?redirectUri={host.Address}data%3Fx%3D1");

        Assert.Equal("/data?x=1", challenged.RedirectUri);
    }

    [Fact]
    public async Task Challenge_refuses_absolute_addresses_that_only_resemble_this_origin()
    {
        var (name, port) = (host.Address.Host, host.Address.Port);
        string[] lookalikes =
        [
            $"https://{name}:{port}/data",
            $"http://{name}:{port + 1}/data",
            $"http://{name}.evil.example:{port}/data",
            $"http://{name}:{port}@evil.example/data",
            $"http://{name}:{port}//evil.example/data",
            $"http://{name}:{port}/%2fevil.example/data",
        ];

        foreach (var address in lookalikes)
        {
            var challenged = await host.ChallengedAsync(
                $"{Account}/Challenge?redirectUri={Uri.EscapeDataString(address)}");

            Assert.Equal("/", challenged.RedirectUri);
        }
    }

    [Fact]
    public async Task SignIn_refuses_an_absolute_address_of_this_origin()
    {
        var challenged = await host.ChallengedAsync($"{Account}/SignIn?redirectUri={host.Address}data");

        Assert.Equal("/", challenged.RedirectUri);
    }

    [Fact]
    public async Task SignOut_signs_out_of_the_cookie_and_the_authority()
    {
        using var response = await host.GetAsync($"{Account}/SignOut");

        Assert.Equal(
            ["Cookies", "OpenIdConnect"], response.Headers.GetValues(StubAuthenticationHandler.SignedOutHeader));
    }

    [Fact]
    public async Task Policies_of_B2C_are_challenged_by_name()
    {
        var reset = await host.ChallengedAsync($"{Account}/ResetPassword");
        var edit = await host.ChallengedAsync($"{Account}/EditProfile?signedIn");
        var anonymous = await host.ChallengedAsync($"{Account}/EditProfile");

        Assert.Equal("b2c_1_reset", reset.Policy);
        Assert.Equal("b2c_1_edit", edit.Policy);
        Assert.Null(anonymous.Policy);
    }

    [Fact]
    public async Task Only_the_documented_routes_exist()
    {
        using var plain = await host.GetAsync("/Account/SignIn");
        using var unknown = await host.GetAsync($"{Account}/Nothing");

        Assert.Equal(HttpStatusCode.NotFound, plain.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("SignIn")]
    [InlineData("SignOut")]
    [InlineData("Challenge")]
    [InlineData("EditProfile")]
    [InlineData("ResetPassword")]
    public async Task Unregistered_scheme_is_not_found(string action)
    {
        var assembly = typeof(AccountController).Assembly.GetName().Name;
        Assert.SkipUnless(assembly == "IdentityWeb.StandIn", "The official controller throws.");

        using var response = await host.GetAsync($"{Account}/{action}/NoSuchScheme");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public void AccessDeniedPath_is_set_unless_the_app_has_one()
    {
        var services = new ServiceCollection();
        services.Configure<CookieAuthenticationOptions>("Mine", options => options.AccessDeniedPath = "/no");

        services.AddControllers().AddMicrosoftIdentityUI();

        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        Assert.Equal(new PathString("/no"), options.Get("Mine").AccessDeniedPath);
        Assert.Equal(new PathString($"{Account}/AccessDenied"), options.Get("Cookies").AccessDeniedPath);
    }
}
