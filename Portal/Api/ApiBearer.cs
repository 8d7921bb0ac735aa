using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;

namespace Portal.Api;

/// <summary>The bearer scheme of <c>/api</c>: what it accepts and how it answers what it does not.</summary>
internal static class ApiBearer
{
    public static void AddApiBearer(this IServiceCollection services)
    {
        // Tokens with neither scope nor role reach our policy, which refuses them with a reason instead of a bare 401.
        services.Configure<MicrosoftIdentityOptions>(
            JwtBearerDefaults.AuthenticationScheme, o => o.AllowWebApiToBeAuthorizedByACL = true);
        services.AddScoped<ApiRefusals>();
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
        {
            o.MapInboundClaims = false;
            o.BackchannelTimeout = TimeSpan.FromSeconds(3);
            o.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(60);
            o.TokenValidationParameters.ValidAlgorithms = ["RS256"];
            o.TokenValidationParameters.TryAllIssuerSigningKeys = false;
            o.Events.OnChallenge = context =>
                context.HttpContext.RequestServices.GetRequiredService<ApiRefusals>().ChallengeAsync(context);
            o.Events.OnForbidden = context =>
                context.HttpContext.RequestServices.GetRequiredService<ApiRefusals>().ForbidAsync(context);
        });
    }
}
