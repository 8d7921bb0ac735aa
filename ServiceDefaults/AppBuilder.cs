using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Starts each app the same way, also where several share one process: settings from the root file.</summary>
public static class AppBuilder
{
    /// <summary>
    /// Creates the builder of the app whose entry assembly is <paramref name="applicationName"/> and whose section of
    /// the root <c>appsettings.json</c> is <paramref name="section"/>. The section's keys lie over the shared ones:
    /// <c>Portal:AzureAd:ClientId</c> is what the portal reads as <c>AzureAd:ClientId</c>.
    /// </summary>
    public static WebApplicationBuilder Create(string applicationName, string section, string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = applicationName,
            ContentRootPath = AppContext.BaseDirectory,
            Args = args,
        });

        builder.Configuration.AddConfiguration(Snapshot(builder.Configuration).GetSection(section));
        builder.Configuration.AddCommandLine(args);
        return builder;
    }

    // A section of the live configuration, added to itself, would look itself up for ever: hence a second root.
    private static IConfigurationRoot Snapshot(ConfigurationManager configuration)
    {
        var copy = new ConfigurationBuilder();
        foreach (var source in ((IConfigurationBuilder)configuration).Sources)
            copy.Sources.Add(source);

        return copy.Build();
    }
}
