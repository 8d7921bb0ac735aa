using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Registers downstream APIs by name; <see cref="IDownstreamApi"/> calls them by that name.</summary>
public static class DownstreamApiExtensions
{
    public static IServiceCollection AddDownstreamApi(
        this IServiceCollection services,
        string serviceName,
        IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.Configure<DownstreamApiOptions>(serviceName, configuration);
        return services.AddImplementation();
    }

    public static IServiceCollection AddDownstreamApi(
        this IServiceCollection services,
        string serviceName,
        Action<DownstreamApiOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.Configure(serviceName, configureOptions);
        return services.AddImplementation();
    }

    /// <summary>Registers each child of the section under the child's key.</summary>
    public static IServiceCollection AddDownstreamApis(
        this IServiceCollection services,
        IConfigurationSection configurationSection)
    {
        ArgumentNullException.ThrowIfNull(services);

        // Binding here makes an invalid value fail at registration, not at the first call.
        var apis = configurationSection.Get<Dictionary<string, DownstreamApiOptions>>() ?? [];
        foreach (var name in apis.Keys)
            services.Configure<DownstreamApiOptions>(name, configurationSection.GetSection(name));

        return services.AddImplementation();
    }

    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddDownstreamApi(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        string serviceName,
        IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddDownstreamApi(serviceName, configuration);
        return builder;
    }

    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddDownstreamApi(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        string serviceName,
        Action<DownstreamApiOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddDownstreamApi(serviceName, configureOptions);
        return builder;
    }

    // Has the lifetime of the token acquisition that it uses: a singleton must not hold a scoped service.
    private static IServiceCollection AddImplementation(this IServiceCollection services)
    {
        var acquisition = services.FirstOrDefault(s => s.ServiceType == typeof(ITokenAcquisition));
        if (acquisition is null)
            return services.AddScoped<IDownstreamApi, DownstreamApi>();

        var present = services.FirstOrDefault(s => s.ServiceType == typeof(IDownstreamApi));
        if (present?.Lifetime == acquisition.Lifetime)
            return services;

        if (present is not null)
            services.Remove(present);

        return acquisition.Lifetime == ServiceLifetime.Singleton
            ? services.AddSingleton<IDownstreamApi, DownstreamApi>()
            : services.AddScoped<IDownstreamApi, DownstreamApi>();
    }
}
