using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults;

/// <summary>What every web app does the same way: accepted host names, readiness, and stopping.</summary>
internal static partial class HostDefaults
{
    private const string AllowedHosts = "AllowedHosts";
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    // With the notice to circuits and load balancers, less than ten seconds.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(7);

    public static void AddHostDefaults(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHealthChecks();
        services.AddSingleton<Readiness>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.AddSingleton<StopDelay>();
        services.AddHostedService(provider => provider.GetRequiredService<StopDelay>());
        services.AddTransient<IStartupFilter, LastResponses>();

        // Without the setting, the framework accepts every host name.
        services.AddOptions<HostFilteringOptions>().Configure<IConfiguration, IHostEnvironment, ILoggerFactory>(
            (filtering, configuration, environment, loggers) =>
            {
                if (!string.IsNullOrWhiteSpace(configuration[AllowedHosts]))
                    return;

                filtering.AllowedHosts = [.. Loopback.Union(Own(configuration["Urls"]), StringComparer.OrdinalIgnoreCase)];
                if (!environment.IsDevelopment())
                    LogOwnNamesOnly(loggers.CreateLogger(typeof(HostDefaults)), string.Join(';', filtering.AllowedHosts));
            });
    }

    // The names that the app was told to listen on; http://+:80 names none.
    private static IEnumerable<string> Own(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host is not ("" or "0.0.0.0" or "[::]"))
                yield return address.Host;
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "AllowedHosts is not set: requests for other host names than {Names} get 400. Set it to the app's public name.")]
    private static partial void LogOwnNamesOnly(ILogger logger, string names);
}
