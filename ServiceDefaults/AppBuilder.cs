using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Creates every app the same way, also when several share one process: settings come from the root file, and are read once.
/// Only log levels and client secrets follow later changes of the file.
/// </summary>
public static class AppBuilder
{
    private const int MaxRequestLineSize = 32 * 1024;
    private const string WithoutReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>
    /// Creates the builder of the app whose entry assembly is <paramref name="applicationName"/> and whose section of
    /// the root <c>appsettings.json</c> is <paramref name="section"/>. The section's keys override the shared ones:
    /// <c>Portal:AzureAd:ClientId</c> is what the portal reads as <c>AzureAd:ClientId</c>. The environment overrides
    /// the file, and the command line overrides the environment; within each, the section comes first.
    /// </summary>
    public static WebApplicationBuilder Create(string applicationName, string section, string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = applicationName,
            ContentRootPath = AppContext.BaseDirectory,

            // Settings that protect must not change, or vanish with their file, while the app runs.
            Args = [WithoutReload, .. args],
        });

        ChangingSettings.AddTo(builder.Configuration, builder.Environment.ContentRootFileProvider);
        Overlay(builder.Configuration, section, args);
        builder.Logging.AddStartupLogFilter();
        builder.Logging.AddPlainConsole();
        builder.Services.AddHostDefaults();

        // Lets long queries reach the endpoint, which refuses them with a reason; Kestrel would return a bare 414.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineSize;
            ConnectionLimit.Apply(kestrel.Limits);
        });
        return builder;
    }

    /// <summary>The same settings for an app without a web server, which runs once and exits.</summary>
    public static HostApplicationBuilder CreateWorker(string applicationName, string section, string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = applicationName,
            ContentRootPath = AppContext.BaseDirectory,
            Args = [WithoutReload, .. args],
        });

        Overlay(builder.Configuration, section, args);
        return builder;
    }

    // Each source of the section counts more than the same source without it.
    internal static void Overlay(ConfigurationManager configuration, string section, string[] args)
    {
        configuration.AddConfiguration(Snapshot(configuration).GetSection(section));
        AddWithSection(configuration, new EnvironmentVariablesConfigurationSource(), section);
        AddWithSection(configuration, new CommandLineConfigurationSource { Args = args }, section);
    }

    private static void AddWithSection(ConfigurationManager configuration, IConfigurationSource source, string section)
    {
        configuration.Sources.Add(source);
        configuration.AddConfiguration(new ConfigurationBuilder().Add(source).Build().GetSection(section));
    }

    // A section of the live configuration, added to itself, would recurse without end; hence a second root.
    private static IConfigurationRoot Snapshot(ConfigurationManager configuration)
    {
        var copy = new ConfigurationBuilder();
        foreach (var source in configuration.Sources)
            copy.Sources.Add(source);

        return copy.Build();
    }
}
