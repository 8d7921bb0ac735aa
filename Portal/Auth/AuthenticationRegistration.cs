using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI;
using Portal.Auth.Sessions;
using Portal.Auth.TokenCache;
using Portal.Auth.TokenRequests;

namespace Portal.Auth;

/// <summary>Two schemes with the same app registration: a cookie for pages, a bearer token for <c>/api</c>.</summary>
internal static class AuthenticationRegistration
{
    public static void AddPortalAuthentication(this WebApplicationBuilder builder)
    {
        var azureAd = builder.Configuration.GetSection(AzureAdSettings.SectionName);
        builder.Services.AddOptions<AzureAdSettings>()
            .Bind(azureAd)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        var authentication = builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme);
        authentication.AddMicrosoftIdentityWebApp(azureAd)
            .EnableTokenAcquisitionToCallDownstreamApi([$"{azureAd["ClientId"]}/{PortalPolicies.Scope}"]);
        authentication.AddMicrosoftIdentityWebApi(azureAd, JwtBearerDefaults.AuthenticationScheme)
            .EnableTokenAcquisitionToCallDownstreamApi();

        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<PublicAuthority>();
        builder.Services.AddExceptionHandler<AuthorityUnavailableHandler>();
        builder.AddPortalSessions();
        builder.Services.AddSingleton<AccessNotices>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AccessNotices>());
        builder.Services.AddSessionCookies();
        builder.Services.AddSignIn();
        builder.Services.PostConfigure<OpenIdConnectOptions>(
            OpenIdConnectDefaults.AuthenticationScheme, UsableMetadata.Require);
        builder.Services.AddTokenRequests();
        builder.AddTokenCache();
        builder.Services.AddControllers(o => o.Conventions.Add(new SignInOnlyConvention())).AddMicrosoftIdentityUI();
        builder.Services.AddAuthorizationBuilder().AddPortalPolicies();
    }

    // The default policy protects pages; the fallback policy protects endpoints without authorization metadata.
    private static void AddPortalPolicies(this AuthorizationBuilder authorization) => authorization
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .AddPolicy(PortalPolicies.Bearer, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser());
}
