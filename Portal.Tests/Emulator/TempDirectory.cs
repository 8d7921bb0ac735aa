namespace Portal.Tests.Emulator;

/// <summary>A data directory that goes when the test goes.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emulator-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
