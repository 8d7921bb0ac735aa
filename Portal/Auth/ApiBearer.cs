using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults.Tokens;

namespace Portal.Auth;

/// <summary>The bearer scheme of <c>/api</c>: token validation and error responses.</summary>
internal static class ApiBearer
{
    public static void AddApiBearer(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AzureAdSettings>>().Value.Expectations(
            namesIssuers: !provider.GetRequiredService<IHostEnvironment>().IsProduction()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddStrictBearer();
        services.AddSingleton<BearerErrorResponses>();
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
        {
            o.Events.OnChallenge = context =>
                context.HttpContext.RequestServices.GetRequiredService<BearerErrorResponses>().ChallengeAsync(context);
            o.Events.OnForbidden = context =>
                context.HttpContext.RequestServices.GetRequiredService<BearerErrorResponses>().ForbidAsync(context);
        });
    }
}
