using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>
/// What the peers have in common, as in the samples of Microsoft.Identity.Web: the portal's registration, a validated
/// bearer token, token acquisition with the in-memory cache.
/// </summary>
internal static class PeerApp
{
    public const string Route = "/api/data/AppB/{view}";

    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = AppBuilder.Create("Portal.Benchmarks", "Portal", args);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("AzureAd"))
            .EnableTokenAcquisitionToCallDownstreamApi()
            .AddInMemoryTokenCaches();
        builder.Services.AddAuthorization();
        builder.AddLoopbackAuthority();

        // The issuer validator would otherwise read metadata with its own client, which does not pin the certificate.
        builder.Services.Configure<AadIssuerValidatorOptions>(o => o.HttpClientName = nameof(PeerApp));
        return builder;
    }

    public static WebApplication BuildWithAuthentication(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }
}
