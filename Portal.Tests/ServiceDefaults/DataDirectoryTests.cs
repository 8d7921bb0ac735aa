using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Subfolder_is_created_below_the_configured_one()
    {
        var path = DataDirectory.Ensure(_folder.Settings, "portal");

        Assert.Equal(Path.Combine(_folder.Path, "portal"), path);
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Every_new_level_is_accessible_to_this_user_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the profile's own rules apply.");
        var root = Path.Combine(_folder.Path, "new");
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(DataDirectory.Key, root)]).Build();

        var leaf = DataDirectory.Ensure(settings, Path.Combine("portal", "keys"));

        Assert.All(
            [root, Path.Combine(root, "portal"), leaf],
            path => Assert.Equal(Private, File.GetUnixFileMode(path)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_that_others_can_read_becomes_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the profile's own rules apply.");
        var path = Path.Combine(_folder.Path, "portal");
        Directory.CreateDirectory(path, Private | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        DataDirectory.Ensure(_folder.Settings, "portal");

        Assert.Equal(Private, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Folder_that_cannot_be_created_names_the_setting()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "portal"), "a file in the way");

        var refusal = Assert.Throws<InvalidOperationException>(() => DataDirectory.Ensure(_folder.Settings, "portal"));

        Assert.Contains($"Set {DataDirectory.Key} to", refusal.Message, StringComparison.Ordinal);
    }
}
