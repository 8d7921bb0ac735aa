using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>Runs an app from <c>Main</c>. Each wrong setting or taken port becomes one line on the console.</summary>
public static class AppRunner
{
    /// <summary>Builds the app and runs it until it is stopped. Returns the exit code.</summary>
    public static Task<int> RunAsync(Func<WebApplication> build) => RunAsync(build, Console.Error);

    /// <summary>
    /// One line for each setting or port that made <paramref name="app"/> fail to start; none for a bug, whose stack
    /// trace is needed.
    /// </summary>
    public static IReadOnlyList<string> Explain(Exception exception, Assembly app, IConfiguration? configuration) =>
        StartupErrors.Read(exception, app, configuration);

    /// <summary>Starts the app without the stack traces that the host and Kestrel log when it fails.</summary>
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
            ConnectionLimit.RequireLeast();
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
