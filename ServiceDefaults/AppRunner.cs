using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>What an app's <c>Main</c> does: a start that fails for a setting or a port says so in one line each.</summary>
public static class AppRunner
{
    /// <summary>Builds and runs the app until it is stopped. The result is the exit code.</summary>
    public static Task<int> RunAsync(Func<WebApplication> build) => RunAsync(build, Console.Error);

    /// <summary>
    /// One line for each setting or port behind a failed start of <paramref name="app"/>; none for a failure whose
    /// stack trace somebody needs.
    /// </summary>
    public static IReadOnlyList<string> Explain(Exception exception, Assembly app, IConfiguration? configuration) =>
        StartupErrors.Read(exception, app, configuration);

    /// <summary>Starts the app without the stack traces that host and server log of a start that fails.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        StartupLogFilter.Muted = true;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        finally
        {
            StartupLogFilter.Muted = false;
        }
    }

    internal static async Task<int> RunAsync(Func<WebApplication> build, TextWriter errors)
    {
        var assembly = build.Method.Module.Assembly;
        WebApplication? app = null;
        try
        {
            app = build();
            app.Services.GetService<IStartupValidator>()?.Validate();
            await StartAsync(app, CancellationToken.None);
        }
        catch (Exception exception) when (
            StartupErrors.Read(exception, assembly, app?.Configuration) is { Count: > 0 } problems)
        {
            if (app is not null)
                await app.DisposeAsync();

            foreach (var problem in problems)
                await errors.WriteLineAsync($"{assembly.GetName().Name} cannot start: {problem}");

            return 1;
        }

        await using (app)
            await app.WaitForShutdownAsync();

        return 0;
    }
}
