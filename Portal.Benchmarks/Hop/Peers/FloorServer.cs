using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>The least that an ASP.NET Core server does for a response, and the endpoint that nginx lets check tokens.</summary>
internal static class FloorServer
{
    public const string Plaintext = "/plaintext";
    public const string Page = "/page";
    public const string CheckToken = "/check-token";

    // As large as a page of 50 orders.
    private const int PageBytes = 9_500;

    public static WebApplication Build(string[] args)
    {
        var builder = AppBuilder.Create("Portal.Benchmarks", "AppB", args);
        var azureAd = builder.Configuration.GetSection("AzureAd");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.Authority = $"{azureAd["Instance"]}{azureAd["TenantId"]}/v2.0";
            bearer.Audience = azureAd["ClientId"];
            bearer.MapInboundClaims = false;
        });
        builder.Services.AddAuthorization();
        builder.AddLoopbackAuthority();

        var page = Encoding.UTF8.GetBytes($"\"{new string('x', PageBytes)}\"");
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet(Plaintext, () => "Hello, World!");
        app.MapGet(Page, () => TypedResults.Bytes(page, MediaTypeNames.Application.Json));
        app.MapGet(CheckToken, () => TypedResults.NoContent()).RequireAuthorization();
        return app;
    }
}
