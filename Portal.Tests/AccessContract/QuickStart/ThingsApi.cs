// <usings>
using AccessContract;
using AccessContract.AspNetCore;
using Microsoft.AspNetCore.Authentication.JwtBearer;
// </usings>
using Microsoft.AspNetCore.Builder;
// <usings>
using Microsoft.AspNetCore.Mvc;
// </usings>
using Microsoft.Extensions.DependencyInjection;
// <usings>
using Microsoft.Identity.Web;
// </usings>

namespace Portal.Tests.AccessContract.QuickStart;

/// <summary>The quick-start of the README of AccessContract.AspNetCore; a test compares the two.</summary>
internal static class ThingsApi
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure)
    {
        // <program>
        var builder = WebApplication.CreateBuilder(args);
        var azureAd = builder.Configuration.GetSection("AzureAd");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(azureAd);
        builder.Services.AddAccessContract(azureAd, contract =>
        {
            contract.Name = "Things";
            contract.Scopes["access_as_user"] = "Call Things as the signed-in user.";
            contract.Roles["Things.Read"] = "Read things as a user.";
            contract.Roles["Things.Read.All"] = "Read things as an application, without a user.";
        });
        builder.Services.AddOpenApi(openApi => openApi.AddAccessContract());
        builder.Services.AddControllers();
        // </program>
        configure(builder);
        // <program>

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi().AllowAnonymous();
        app.MapAccessContract();
        app.MapGet("/things", () => "a thing").RequireAccess(Rules.Read);
        app.MapControllers();
        // </program>
        return app;
    }
}

// <rules>
public static class Rules
{
    public static readonly AccessRule Read = new(
        AccessAlternative.User("access_as_user", "Things.Read"),
        AccessAlternative.App("Things.Read.All"));
}
// </rules>

// <controller>
[ApiController]
[Route("counts")]
[RequireAccess(typeof(Rules), nameof(Rules.Read))]
public sealed class CountsController : ControllerBase
{
    [HttpGet]
    public ActionResult<int> Get() => Ok(1);
}
// </controller>
