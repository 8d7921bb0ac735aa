using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Auth.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed partial class TokenCacheJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task SGN_28_LEK_05_no_token_or_secret_is_on_disk_and_the_token_cache_is_emptied_at_sign_out()
    {
        using var folder = new TemporaryFolder();
        var secrets = new SecretWatch();
        await using var demo = Demo = await StartOwnDemoAsync(folder, secrets.Attach);
        var database = Path.Combine(folder.Path, "portal", "token-cache.db");
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        Assert.NotEmpty(await ReadKeysAsync(database));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await ReadSharedAsync(file));
            Assert.Null(secrets.FindIn(text));
            Assert.DoesNotMatch(Token(), text);
            var isPortals = file.StartsWith(Path.GetDirectoryName(database)!, StringComparison.Ordinal);
            if (isPortals && !OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await SignOutAsync();
        await ExpectSignedOutAsync();

        Assert.Empty(await ReadKeysAsync(database));
    }

    [Fact]
    public async Task FLT_32_FLT_33_sign_out_while_the_token_cache_is_locked_is_stored_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        var database = Path.Combine(folder.Path, "portal", "token-cache.db");
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        Assert.NotEmpty(await ReadKeysAsync(database));

        await using (var other = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await SignOutAsync();
            await ExpectSignedOutAsync();
            Assert.NotNull(demo.PortalApp.Services.GetRequiredService<ResilientCache>().Fault);
        }

        await demo.RestartPortalAsync(TestContext.Current.CancellationToken);

        Assert.Null(demo.PortalApp.Services.GetRequiredService<ResilientCache>().Fault);
        Assert.Empty(await ReadKeysAsync(database));
    }

    // Two base64url parts that each start like a JSON object.
    [GeneratedRegex(@"eyJ[\w-]{10,}\.eyJ[\w-]{10,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();

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
