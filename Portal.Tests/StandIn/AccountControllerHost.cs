using System.Net.Http.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;

namespace Portal.Tests.StandIn;

/// <summary>A small app on port 0 with the account controller and stub schemes.</summary>
public sealed class AccountControllerHost : IAsyncLifetime
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    public AccountControllerHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        builder.Services.AddControllersWithViews().AddMicrosoftIdentityUI();
        builder.Services.Configure<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            options.ResetPasswordPolicyId = "b2c_1_reset";
            options.EditProfilePolicyId = "b2c_1_edit";
        });

        var authentication = builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme);
        string[] schemes =
            [OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme, "Other"];
        foreach (var scheme in schemes)
            authentication.AddScheme<AuthenticationSchemeOptions, StubAuthenticationHandler>(scheme, _ => { });

        _app = builder.Build();
        _app.MapControllers();
    }

    public Uri Address => new(_app.Urls.Single());

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client.BaseAddress = Address;
    }

    public Task<HttpResponseMessage> GetAsync(string path) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    internal async Task<Challenged> ChallengedAsync(string path)
    {
        using var response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Challenged>(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
