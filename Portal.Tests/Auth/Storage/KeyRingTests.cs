using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Auth.Storage;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Storage;

/// <summary>The Data Protection keys on disk: encrypted with a certificate, private, and readable after changes.</summary>
public sealed class KeyRingTests : IDisposable
{
    private const string Password = "certificate password";

    private readonly TemporaryFolder _folder = new();

    private string Keys => Path.Combine(_folder.Path, "portal", "keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LEK_06_certificate_encrypts_new_keys_and_keys_in_clear_stay_readable()
    {
        string before;
        await using (var portal = Build())
            before = Protector(portal).Protect("before");

        var plainKey = Assert.Single(Directory.GetFiles(Keys));
        Assert.Contains("masterKey", await ReadAsync(plainKey), StringComparison.Ordinal);
        string[] certificate =
        [
            $"--Portal:DataProtection:Certificate:Path={NewCertificate()}",
            $"--Portal:DataProtection:Certificate:Password={Password}",
        ];
        await using (var portal = Build(certificate))
        {
            foreach (var service in portal.Services.GetServices<IHostedService>().OfType<EncryptedKeyOnStart>())
                await service.StartAsync(TestContext.Current.CancellationToken);

            Assert.Equal("before", Protector(portal).Unprotect(before));
            before = Protector(portal).Protect("after");
        }

        var encryptedKey = Assert.Single(Directory.GetFiles(Keys), file => file != plainKey);
        Assert.DoesNotContain("masterKey", await ReadAsync(encryptedKey), StringComparison.Ordinal);
        File.Delete(plainKey);
        await using var restarted = Build(certificate);
        Assert.Equal("after", Protector(restarted).Unprotect(before));
    }

    [Fact]
    public async Task LEK_06_previous_certificate_decrypts_older_keys()
    {
        string[] Certificates(string path, string? previous = null) =>
        [
            $"--Portal:DataProtection:Certificate:Path={path}",
            $"--Portal:DataProtection:Certificate:Password={Password}",
            .. previous is null ? [] : (string[])
            [
                $"--Portal:DataProtection:PreviousCertificates:0:Path={previous}",
                $"--Portal:DataProtection:PreviousCertificates:0:Password={Password}",
            ],
        ];
        var (first, second) = (NewCertificate(), NewCertificate());
        string before;
        await using (var portal = Build(Certificates(first)))
            before = Protector(portal).Protect("before");

        await using var renewed = Build(Certificates(second, first));

        Assert.Equal("before", Protector(renewed).Unprotect(before));
    }

    [Theory]
    [InlineData("absent.pfx", "Check Path")]
    [InlineData("", "neither Path nor Thumbprint")]
    public void LEK_06_certificate_that_cannot_be_read_stops_the_start_and_names_the_setting(string path, string message)
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => Build($"--Portal:DataProtection:Certificate:Path={path}", "--Portal:DataProtection:Certificate:Password=x"));

        Assert.Contains("Portal:DataProtection", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void LEK_06_wrong_password_stops_the_start_without_showing_it()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Build(
            $"--Portal:DataProtection:Certificate:Path={NewCertificate()}",
            "--Portal:DataProtection:Certificate:Password=wrong one"));

        Assert.DoesNotContain("wrong one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LEK_06_keys_in_clear_are_a_warning_outside_development()
    {
        await using var portal = Build(
            "--environment=Production",
            "--Portal:DownstreamApis:AppB:BaseUrl=https://appb.example/",
            "--AzureAd:Instance=https://login.microsoftonline.com/",
            "--AzureAd:TenantId=aaaaaaaa-0000-4000-8000-0000000000d1",
            "--Portal:AzureAd:ClientId=aaaaaaaa-0000-4000-8000-0000000000c1",
            "--Portal:AzureAd:ClientCredentials:0:ClientSecret=one of our own",
            "--Portal:DownstreamApis:AppB:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000c2/access_as_user",
            "--Portal:AllowedHosts=portal.example");
        var options = portal.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value;
        var files = Assert.IsType<KeyFiles>(options.XmlRepository);
        _ = Protector(portal).Protect("x");

        Assert.Equal(!OperatingSystem.IsWindows(), files.GetAllElements().Any(KeyFiles.IsPlain));
        var check = ActivatorUtilities.CreateInstance<Portal.Diagnostics.Checks.KeyRingCheck>(portal.Services);
        var result = await check.RunAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal(OperatingSystem.IsWindows() ? DiagnosticStates.Passed : DiagnosticStates.Warning, result.State);
    }

    [Fact]
    public async Task LEK_06_key_files_are_private()
    {
        await using var portal = Build();
        _ = Protector(portal).Protect("x");

        foreach (var file in Directory.GetFiles(Keys))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<key")]
    [InlineData("\0\0\0\0")]
    public async Task FLT_27_damaged_key_file_makes_only_its_own_key_unusable(string content)
    {
        string before;
        await using (var portal = Build())
            before = Protector(portal).Protect("before");

        var damaged = Assert.Single(Directory.GetFiles(Keys));
        await File.WriteAllTextAsync(damaged, content, TestContext.Current.CancellationToken);

        await using var restarted = Build();
        Assert.Throws<CryptographicException>(() => Protector(restarted).Unprotect(before));
        Assert.Equal("new", Protector(restarted).Unprotect(Protector(restarted).Protect("new")));
        var report = await DiagnosticsFixture.ExamineAsync(restarted);
        var finding = report.AssertState("keyring", DiagnosticStates.Failed);
        Assert.Contains(Path.GetFileName(damaged), finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FLT_27_key_that_cannot_be_stored_is_used_from_memory_until_it_can_be()
    {
        var folder = new DirectoryInfo(Path.Combine(_folder.Path, "ring"));
        File.WriteAllText(folder.FullName, "in the way");
        var files = new KeyFiles(folder, LoggerFactory.Create(_ => { }));

        files.StoreElement(new XElement("key"), "key-1");

        Assert.Single(files.GetAllElements());
        Assert.Equal(["key-1"], files.Unstored);
        File.Delete(folder.FullName);
        Assert.Single(files.GetAllElements());
        Assert.Empty(files.Unstored);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "key-1.xml")));
    }

    private static IDataProtector Protector(WebApplication portal) =>
        portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    private string NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid()}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, Password));
        return path;
    }

    private WebApplication Build(params string[] more) => Program.Build(
        [
            "--environment=Development",
            _folder.Argument,
            "--AzureAd:Instance=https://localhost:9/",
            "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
            .. more,
        ],
        builder => builder.Logging.ClearProviders());
}
