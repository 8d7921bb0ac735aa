using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults.LoopbackAuthority;

/// <summary>Starts the portal outside Development with settings of the emulator.</summary>
public sealed class EmulatorGuardTests : IDisposable
{
    private static readonly string[] TenantSettings =
    [
        "--environment=Production",
        "--Portal:Urls=http://127.0.0.1:0",
        "--AzureAd:Instance=https://login.microsoftonline.com/",
        "--AzureAd:TenantId=5c0e2a7b-0d7c-4d0e-9a53-000000000001",
        "--Portal:AzureAd:ClientId=5c0e2a7b-0d7c-4d0e-9a53-000000000002",
        "--Portal:AzureAd:ClientCredentials:0:ClientSecret=not-the-emulators",
        "--Portal:DownstreamApis:AppB:BaseUrl=https://appb.example/",
        "--Portal:DownstreamApis:AppB:Scopes:0=5c0e2a7b-0d7c-4d0e-9a53-000000000003/access_as_user",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://localhost:7102/")]
    [InlineData("https://LOCALHOST/")]
    [InlineData("https://localhost./")]
    [InlineData("https://tenant.localhost/")]
    [InlineData("https://TENANT.LocalHost./")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://127.200.0.9/")]
    [InlineData("https://[::1]:7102/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:127.0.0.2]/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    [InlineData("https://\uff4cocalhost/")]
    public async Task EMU_05_Authority_on_this_machine_is_refused(string instance) =>
        Assert.Equal(
            $"Portal cannot start: AzureAd:Instance is {instance}, an authority on this machine. Set your tenant's"
            + " authority. The environment is Production; the emulator is for Development only.",
            await RefusalAsync($"--AzureAd:Instance={instance}"));

    [Theory]
    [InlineData("--AzureAd:Instance=https://169.254.169.254/", "AzureAd:Instance")]
    [InlineData("--AzureAd:Instance=https://[fe80::1]/", "AzureAd:Instance")]
    [InlineData("--Portal:DownstreamApis:AppB:BaseUrl=https://169.254.169.254/latest", "DownstreamApis:AppB:BaseUrl")]
    [InlineData("--Portal:DownstreamApis:AppB:BaseUrl=https://2852039166/", "DownstreamApis:AppB:BaseUrl")]
    [InlineData("--Portal:DownstreamApis:AppB:BaseUrl=https://metadata.google.internal/", "DownstreamApis:AppB:BaseUrl")]
    [InlineData("--Portal:Graph:BaseUrl=https://[::ffff:169.254.169.254]/v1.0/", "Graph:BaseUrl")]
    public async Task SRF_05_link_local_and_metadata_addresses_are_refused(string argument, string key)
    {
        var refusal = await RefusalAsync(argument);

        Assert.Contains(key, refusal, StringComparison.Ordinal);
        Assert.Contains("link-local or metadata address", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com/")]
    [InlineData("login.microsoftonline.com")]
    public async Task EMU_05_Authority_without_https_is_refused(string instance) =>
        Assert.StartsWith(
            $"Portal cannot start: AzureAd:Instance is {instance}. It must be an https address.",
            await RefusalAsync($"--AzureAd:Instance={instance}"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("AzureAd:TenantId", "11111111-1111-4111-8111-111111111111")]
    [InlineData("AzureAd:TenantId", "contoso.example")]
    [InlineData("AzureAd:Authority", "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0")]
    [InlineData("AzureAd:ClientId", "22222222-2222-4222-8222-222222222222")]
    [InlineData("AzureAd:ClientId", "22222222222242228222222222222222")]
    [InlineData("AzureAd:ClientId", "44444444-4444-4444-8444-444444444444")]
    [InlineData("DownstreamApis:AppB:Scopes:0", "33333333-3333-4333-8333-333333333333/access_as_user")]
    public async Task EMU_06_Id_of_the_emulator_is_refused(string key, string value)
    {
        var line = await RefusalAsync($"--Portal:{key}={value}");

        Assert.StartsWith(
            $"Portal cannot start: {key} is {value}, which belongs to Entra.Emulator.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureAd:ClientCredentials:0:ClientSecret")]
    [InlineData("AzureAd:ClientSecret")]
    public async Task EMU_06_Secret_of_the_emulator_is_refused_and_not_repeated(string key)
    {
        var line = await RefusalAsync($"--Portal:{key}=emulator-only-portal-secret");

        Assert.StartsWith(
            $"Portal cannot start: {key} is a secret of Entra.Emulator. Set your own.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("emulator-only", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_emulator_setting_gets_a_line()
    {
        var lines = await RunAsync("--environment=Staging", _folder.Argument, "--Portal:Urls=http://127.0.0.1:0");

        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Contains("Staging", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_of_a_real_tenant_are_accepted() =>
        await Portal.Program.Build([.. TenantSettings, _folder.Argument]).DisposeAsync();

    [Fact]
    public async Task Unused_emulator_secret_next_to_a_certificate_is_accepted() =>
        await Portal.Program.Build(
        [
            .. TenantSettings,
            _folder.Argument,
            "--Portal:AzureAd:ClientCredentials:0:SourceType=StoreWithThumbprint",
            "--Portal:AzureAd:ClientCredentials:0:ClientSecret=emulator-only-portal-secret",
        ]).DisposeAsync();

    private async Task<string> RefusalAsync(string setting) =>
        Assert.Single(await RunAsync([.. TenantSettings, _folder.Argument, setting]));

    private static async Task<string[]> RunAsync(params string[] args)
    {
        await using var errors = new StringWriter();
        var code = await AppRunner.RunAsync(() => Portal.Program.Build(args), errors);
        Assert.Equal(1, code);
        return errors.ToString()
            .Replace("Portal.Tests cannot start", "Portal cannot start", StringComparison.Ordinal)
            .Split(errors.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
