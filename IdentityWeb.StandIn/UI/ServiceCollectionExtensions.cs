using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web.UI;

/// <summary>Adds the sign-in and sign-out routes to an app with controllers.</summary>
public static class ServiceCollectionExtensions
{
    public static IMvcBuilder AddMicrosoftIdentityUI(this IMvcBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.ConfigureApplicationPartManager(
            parts => parts.FeatureProviders.Add(new AccountControllerFeatureProvider()));

        builder.Services.ConfigureAll<CookieAuthenticationOptions>(options =>
        {
            if (!options.AccessDeniedPath.HasValue)
                options.AccessDeniedPath = "/MicrosoftIdentity/Account/AccessDenied";
        });

        return builder;
    }
}
