using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ServiceDefaults.Tokens;

/// <summary>Validates bearer tokens of one tenant with Microsoft.Identity.Web and <see cref="TokenChecks"/>.</summary>
public static class StrictBearer
{
    /// <summary>
    /// Tightens the bearer scheme that AddMicrosoftIdentityWebApi registered. Needs a <see cref="TokenExpectations"/>
    /// and a <see cref="TimeProvider"/> in the services.
    /// </summary>
    public static void AddStrictBearer(this IServiceCollection services)
    {
        const string scheme = JwtBearerDefaults.AuthenticationScheme;
        services.AddSingleton<TokenChecks>();

        // Lets tokens with neither scope nor role reach our access rules, which refuse them with a reason, not a bare
        // 401.
        services.Configure<MicrosoftIdentityOptions>(scheme, o => o.AllowWebApiToBeAuthorizedByACL = true);
        services.AddOptions<JwtBearerOptions>(scheme).Configure<TokenChecks>(Configure);
    }

    private static void Configure(JwtBearerOptions options, TokenChecks checks)
    {
        options.MapInboundClaims = false;
        options.BackchannelTimeout = TimeSpan.FromSeconds(3);
        checks.Configure(options.TokenValidationParameters);

        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            if (context.Result is null && checks.Refuse((JsonWebToken)context.SecurityToken) is { } refusal)
                context.Fail(new TokenRefusedException(refusal));
        };
    }
}
