using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults;

/// <summary>Checks that the app's folder can be written: not full, not read-only, not taken away.</summary>
internal sealed class DataDirectoryHealth(string folder) : IHealthCheck
{
    // More than what a file system stores in the directory entry itself.
    private static readonly byte[] Content = new byte[8 * 1024];

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(folder, $"health-{Guid.NewGuid():N}.tmp");
        try
        {
            await File.WriteAllBytesAsync(path, Content, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy("The data directory cannot be written.", exception);
        }
        finally
        {
            Delete(path);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The check has already failed.
        }
    }
}

public static class DataDirectoryHealthExtensions
{
    /// <summary>The app is ready only while its subfolder of the data directory can be written.</summary>
    public static void AddDataDirectoryCheck(this WebApplicationBuilder builder, string subfolder)
    {
        var folder = DataDirectory.Ensure(builder.Configuration, subfolder);
        builder.Services.AddHealthChecks().AddCheck(
            "data directory",
            new DataDirectoryHealth(folder),
            tags: [HealthEndpoints.ReadyTag],
            timeout: HealthEndpoints.CheckTimeout);
    }
}
