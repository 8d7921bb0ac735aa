using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Data.Sqlite;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Benchmarks.Orders.Peers;

/// <summary>What the peers of AppB have in common: its registration, a validated bearer token, and its database.</summary>
internal static class OrderPeer
{
    public const string Route = "/orders";

    public static WebApplicationBuilder Create(string[] args)
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
        return builder;
    }

    /// <summary>The database that AppB has created for the same settings.</summary>
    public static string ConnectionString(IConfiguration configuration) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(DataDirectory.Ensure(configuration, "appb"), $"orders-{configuration["Orders"]}.db"),
    }.ToString();
}
