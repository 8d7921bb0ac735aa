using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using ServiceDefaults.LoopbackAuthority;
using ServiceDefaults.Tokens;

namespace AppB.Sample.Access;

/// <summary>Configures whose tokens AppB accepts, and its responses to all other requests.</summary>
internal static class BearerAuthentication
{
    private const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    public static void AddBearerAuthentication(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EntraOptions>().BindConfiguration(EntraOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraOptionsValidator>();
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraInstanceValidator>();
        services.AddOptions<StepUpOptions>()
            .Configure<IConfiguration>((o, configuration) => configuration.GetSection(StepUpOptions.SectionName).Bind(o.Contexts))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StepUpOptions>, StepUpValidator>();
        services.AddOptions<RevocationOptions>().BindConfiguration(RevocationOptions.SectionName);
        services.AddSingleton<Revocations>();
        services.AddHostedService(provider => provider.GetRequiredService<Revocations>());
        services.AddHttpClient();
        services.AddSingleton(provider => Expectations(
            provider.GetRequiredService<IOptions<EntraOptions>>().Value, builder.Environment));

        // The library logs an error with a stack trace for each malformed token; we log one line.
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.Critical);

        services.AddAuthentication(Scheme).AddMicrosoftIdentityWebApi(builder.Configuration);
        services.AddStrictBearer();
        services.Configure<JwtBearerOptions>(Scheme, o => o.Events.OnChallenge = challenge =>
            challenge.HttpContext.RequestServices.GetRequiredService<UnauthorizedResponse>().WriteAsync(challenge));
        builder.AddLoopbackAuthority();

        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenResponse>();
        services.AddSingleton<UnauthorizedResponse>();
    }

    private static TokenExpectations Expectations(EntraOptions entra, IHostEnvironment environment) =>
        new("AppB", entra.Authority, entra.Tenant, entra.Audience, NamesIssuers: !environment.IsProduction());
}
