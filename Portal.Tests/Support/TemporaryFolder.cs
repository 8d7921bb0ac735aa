using Microsoft.Extensions.Configuration;
using ServiceDefaults;

namespace Portal.Tests.Support;

/// <summary>A data directory for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-tests-").FullName;

    /// <summary>Settings that only contain this directory.</summary>
    public IConfiguration Settings => new ConfigurationBuilder()
        .AddInMemoryCollection([new(DataDirectory.Key, Path)])
        .Build();

    public string Argument => $"--{DataDirectory.Key}={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
