using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Auth.Storage;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.Auth.Storage;

/// <summary>The Data Protection keys of several instances, which share them in Redis.</summary>
public sealed class SharedKeysTests : IAsyncLifetime
{
    private const string Secret = "--Portal:AzureAd:ClientCredentials:0:ClientSecret=";
    private const string SecondSecret = "--Portal:AzureAd:ClientCredentials:1:ClientSecret=";
    private const string SecondIsSecret = "--Portal:AzureAd:ClientCredentials:1:SourceType=ClientSecret";

    private readonly RedisServer _redis = new();
    private readonly List<TemporaryFolder> _folders = [];
    private readonly List<WebApplication> _portals = [];

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals)
            await portal.DisposeAsync();

        await _redis.DisposeAsync();
        _folders.ForEach(folder => folder.Dispose());
    }

    [Fact]
    public async Task FLT_29_instances_that_start_together_create_one_key_which_all_of_them_use()
    {
        var portals = await Task.WhenAll(StartAsync(), StartAsync(), StartAsync());

        Assert.Single(portals.SelectMany(KeyIds).Distinct());
        var protectedText = Protector(portals[0]).Protect("text");
        Assert.All(portals, portal => Assert.Equal("text", Protector(portal).Unprotect(protectedText)));
    }

    [Fact]
    public async Task FLT_29_a_key_that_one_instance_creates_is_used_by_the_others_within_seconds()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        _ = Protector(b).Protect("reads the key ring");
        Keys(a).CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));

        var text = Protector(a).Protect("text");

        await Poll.UntilAsync(() => Task.FromResult(Unprotect(b, text) == "text"), TimeSpan.FromSeconds(10));
        Assert.Equal(KeyIds(a), KeyIds(b));
    }

    [Fact]
    public async Task FLT_29_the_next_key_is_known_to_all_instances_days_before_it_is_used()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        var first = Keys(a).GetAllKeys().Single().KeyId;
        var soon = Keys(a).CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(2));

        // Two instances that notice it at the same moment may both create the next one.
        await Poll.UntilAsync(
            () => Task.FromResult(Next(b).Count > 0 && KeyIds(a).SequenceEqual(KeyIds(b))), TimeSpan.FromSeconds(10));

        Assert.All(Next(b), k => Assert.Equal(soon.ExpirationDate, k.ActivationDate, TimeSpan.FromSeconds(1)));
        Assert.Equal("text", Protector(b).Unprotect(Protector(a).Protect("text")));

        List<IKey> Next(WebApplication portal)
        {
            _ = Protector(portal).Protect("reads the key ring");
            return [.. Keys(portal).GetAllKeys().Where(k => k.KeyId != first && k.KeyId != soon.KeyId)];
        }
    }

    [Fact]
    public async Task LEK_06_keys_in_redis_are_encrypted_and_nobody_without_the_secret_can_add_one()
    {
        var a = await StartAsync();
        var content = await RedisContent.ReadAsync(_redis);
        Assert.DoesNotContain("<key", content, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", content, StringComparison.Ordinal);

        await using var attacker = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var key = Keys(a).GetAllKeys().Single();
        await attacker.GetDatabase().HashSetAsync("obo:keys", $"key-{Guid.NewGuid()}", "<key version='1'><descriptor/></key>");
        await a.Services.GetRequiredService<SharedKeys>().TrySynchronizeAsync();

        Assert.Equal(key.KeyId, Keys(a).GetAllKeys().Single().KeyId);
    }

    [Fact]
    public async Task LEK_06_secret_is_replaced_in_two_steps()
    {
        var old = await StartAsync($"{Secret}old");
        var text = Protector(old).Protect("text");

        var both = await StartAsync($"{Secret}new", SecondIsSecret, $"{SecondSecret}old");
        Assert.Equal("text", Protector(both).Unprotect(text));

        var renewed = await StartAsync($"{Secret}new");
        Assert.Equal("text", Protector(renewed).Unprotect(text));
    }

    [Fact]
    public async Task LEK_06_certificate_encrypts_the_keys_in_redis_and_replaces_the_secret()
    {
        var old = await StartAsync($"{Secret}old");
        var text = Protector(old).Protect("text");
        var certificate = NewCertificate();

        var both = await StartAsync($"{Secret}old", certificate);
        Assert.Equal("text", Protector(both).Unprotect(text));

        var renewed = await StartAsync($"{Secret}another", certificate);
        Assert.Equal("text", Protector(renewed).Unprotect(text));
    }

    [Fact]
    public async Task LEK_06_an_instance_with_another_secret_refuses_to_start()
    {
        await StartAsync($"{Secret}one");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync($"{Secret}another"));

        Assert.Contains("AzureAd:ClientCredentials", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another ", refused.Message.Replace("another client", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void LEK_06_without_secret_and_certificate_the_portal_refuses_to_start()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => Build($"{Secret}", "--Portal:AzureAd:ClientCredentials:0:SourceType=SignedAssertionFromManagedIdentity"));

        Assert.Contains("Portal:DataProtection:Certificate:Path", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FLT_27_keys_that_redis_lost_are_stored_again()
    {
        var a = await StartAsync();
        var text = Protector(a).Protect("text");
        await _redis.KillAsync();
        await _redis.StartAsync();
        var keys = a.Services.GetRequiredService<SharedKeys>();
        await Poll.UntilAsync(keys.TrySynchronizeAsync, TimeSpan.FromSeconds(10));

        Assert.Equal("text", Protector(await StartAsync()).Unprotect(text));
    }

    [Fact]
    public async Task FLT_27_keys_from_before_redis_was_set_stay_in_use_and_reach_the_other_instances()
    {
        var folder = NewFolder();
        string text;
        await using (var before = Program.Build(Settings(folder), builder => builder.Logging.ClearProviders()))
            text = Protector(before).Protect("text");

        await StartAsync(folder);

        Assert.Equal("text", Protector(await StartAsync()).Unprotect(text));
    }

    [Fact]
    public async Task FLT_27_a_new_instance_refuses_to_start_without_redis_and_one_with_keys_starts()
    {
        var folder = NewFolder();
        var text = Protector(await StartAsync(folder)).Protect("text");
        await _portals[0].DisposeAsync();
        _portals.Clear();
        await _redis.KillAsync();

        Assert.Equal("text", Protector(await StartAsync(folder)).Unprotect(text));
        var fresh = Build();
        fresh.Services.GetRequiredService<SharedKeys>().MaxWait = TimeSpan.FromSeconds(1);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(fresh));

        Assert.Contains("ConnectionStrings:redis", refused.Message, StringComparison.Ordinal);
    }

    private static string? Unprotect(WebApplication portal, string text)
    {
        try
        {
            return Protector(portal).Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(WebApplication portal) =>
        portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static IKeyManager Keys(WebApplication portal) => portal.Services.GetRequiredService<IKeyManager>();

    private static IEnumerable<Guid> KeyIds(WebApplication portal) => Keys(portal).GetAllKeys().Select(k => k.KeyId).Order();

    private Task<WebApplication> StartAsync(params string[] settings) => StartAsync(NewFolder(), settings);

    private Task<WebApplication> StartAsync(TemporaryFolder folder, params string[] settings) => StartAsync(Build(folder, settings));

    private static async Task<WebApplication> StartAsync(WebApplication portal)
    {
        await portal.Services.GetRequiredService<SharedKeys>().StartingAsync(TestContext.Current.CancellationToken);
        return portal;
    }

    private WebApplication Build(params string[] settings) => Build(NewFolder(), settings);

    private WebApplication Build(TemporaryFolder folder, params string[] settings)
    {
        var portal = Program.Build(
            [.. Settings(folder), $"--ConnectionStrings:redis={_redis.ConnectionString}", .. settings],
            builder => builder.Logging.ClearProviders());
        lock (_portals)
            _portals.Add(portal);

        return portal;
    }

    private static string[] Settings(TemporaryFolder folder) =>
    [
        "--environment=Development",
        folder.Argument,
        "--AzureAd:Instance=https://localhost:9/",
        "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
    ];

    private TemporaryFolder NewFolder()
    {
        var folder = new TemporaryFolder();
        lock (_folders)
            _folders.Add(folder);

        return folder;
    }

    private string NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(NewFolder().Path, "keys.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx));
        return $"--Portal:DataProtection:Certificate:Path={path}";
    }
}
