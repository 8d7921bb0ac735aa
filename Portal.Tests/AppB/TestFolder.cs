namespace Portal.Tests.AppB;

/// <summary>A data directory of its own under the temporary folder, deleted with everything in it.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
