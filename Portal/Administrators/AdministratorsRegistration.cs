using Microsoft.AspNetCore.Authorization;

namespace Portal.Administrators;

internal static class AdministratorsRegistration
{
    public static void AddAdministrators(this IServiceCollection services)
    {
        services.AddSingleton<RecentChecks>();
        services.AddScoped<AdministratorCheck>();
        services.AddSingleton<IAuthorizationHandler, AdministratorHandler>();
    }
}
