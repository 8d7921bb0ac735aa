using System.Runtime.Versioning;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class PrivateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void File_is_readable_by_this_user_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the profile's own rules apply.");

        PrivateFile.Write(Target, "secret"u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void Second_write_replaces_the_whole_file()
    {
        PrivateFile.Write(Target, "a long first text"u8);
        PrivateFile.Write(Target, "short"u8);

        Assert.Equal("short", File.ReadAllText(Target));
    }

    [Fact]
    public void Failed_write_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<SystemException>(() => PrivateFile.Write(Target, "secret"u8));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
