using AppB.Sample.Access.Checks;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using ServiceDefaults.LoopbackAuthority;

namespace AppB.Sample.Access;

/// <summary>Bearer tokens of one tenant, validated by Microsoft.Identity.Web and by <see cref="TokenChecks"/>.</summary>
internal static class Bearer
{
    private const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    public static void AddBearer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EntraOptions>().BindConfiguration(EntraOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraOptionsValidator>();
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraInstanceValidator>();
        services.AddSingleton<TokenChecks>();

        // The library logs an error with its stack for each malformed token; a refusal is one line of ours.
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.Critical);

        services.AddAuthentication(Scheme).AddMicrosoftIdentityWebApi(builder.Configuration);

        // Tokens with neither scope nor role reach our rules, which refuse them with a reason instead of a bare 401.
        services.Configure<MicrosoftIdentityOptions>(Scheme, o => o.AllowWebApiToBeAuthorizedByACL = true);
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<TokenChecks>(Configure);
        builder.AddLoopbackAuthority();

        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenAnswer>();
        services.AddSingleton<UnauthorizedAnswer>();
    }

    private static void Configure(JwtBearerOptions options, TokenChecks checks)
    {
        options.MapInboundClaims = false;
        checks.Configure(options.TokenValidationParameters);

        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            if (context.Result is null && checks.Refuse((JsonWebToken)context.SecurityToken) is { } refusal)
                context.Fail(new TokenRefusedException(refusal));
        };

        options.Events.OnChallenge = context =>
            context.HttpContext.RequestServices.GetRequiredService<UnauthorizedAnswer>().WriteAsync(context);
    }
}
