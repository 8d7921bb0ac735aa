using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed class TokenCacheJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task SGN_28_LEK_05_Token_cache_on_disk_is_encrypted_and_emptied_at_sign_out()
    {
        using var folder = new TemporaryFolder();
        var secrets = new SecretWatch();
        await using var demo = Demo = await StartOwnDemoAsync(folder, secrets.Attach);
        var database = Path.Combine(folder.Path, "portal", "token-cache.db");
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        Assert.NotEmpty(await ReadKeysAsync(database));
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(database)!, "token-cache.db*"))
        {
            Assert.Null(secrets.FindIn(Encoding.Latin1.GetString(await ReadSharedAsync(file))));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await SignOutAsync();
        await ExpectSignedOutAsync();

        Assert.Empty(await ReadKeysAsync(database));
    }

    private static async Task<List<string>> ReadKeysAsync(string database)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM cache";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await reader.ReadAsync(cancellation))
            keys.Add(reader.GetString(0));

        return keys;
    }

    // The portal has the file open for writing.
    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
