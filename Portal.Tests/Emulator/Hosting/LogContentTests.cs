using System.Text.Json.Nodes;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Hosting;

public sealed class LogContentTests
{
    [Fact]
    public async Task No_token_code_or_secret_is_logged()
    {
        using var data = new TemporaryFolder();
        using var certificate = new ClientCertificate();
        using var log = new LogWatch();
        var secrets = new SecretWatch();
        await using var host = await EmulatorHost.StartAsync(
            data.Path,
            configure: builder =>
            {
                log.Attach(builder);
                secrets.Attach(builder);
            },
            arguments:
            [
                TenantFile.Write(data.Path, tenant =>
                    tenant.App("Portal")["certificates"] = new JsonArray(certificate.PublicHalf)),
                "--Logging:LogLevel:Default=Information",
                "--Logging:LogLevel:Entra.Emulator=Trace",
            ]);
        using var browser = host.NewBrowser();

        var signedIn = await host.Tokens.SignInAsync(
            browser, "alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));
        await host.Tokens.RefreshAsync(signedIn["refresh_token"]!);
        await host.Tokens.RefreshAsync(signedIn["refresh_token"]!);
        await host.Tokens.OnBehalfOfAsync(
            signedIn.AccessToken,
            ("client_secret", null),
            ("client_assertion", certificate.Assertion($"{host.Authority}oauth2/v2.0/token", DateTimeOffset.UtcNow)),
            ("client_assertion_type", ClientCertificate.AssertionType));
        await host.Tokens.OnBehalfOfAsync("not.a.token-but-a-canary-0123456789");
        var device = await host.Tokens.StartDeviceAsync();
        var deviceCode = device.GetProperty("device_code").GetString()!;
        await host.Tokens.PollAsync(deviceCode);
        await browser.OpenAsync("~/oauth2/v2.0/logout", ("id_token_hint", signedIn["id_token"]));

        Assert.True(secrets.Count >= 8, "Too few secrets were seen.");
        Assert.True(log.Lines.Count >= 5, "Too few log lines were written.");
        Assert.All(log.Lines, line =>
        {
            Assert.Null(secrets.FindIn(line));
            Assert.DoesNotContain(deviceCode, line, StringComparison.Ordinal);
            Assert.DoesNotContain(device.GetProperty("user_code").GetString()!, line, StringComparison.Ordinal);
        });
    }
}
