using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.Emulator.Clients;

/// <summary>Client libraries for Node, unmodified from npm, against the emulator.</summary>
public sealed class NodeClientTests(EmulatorFixture emulator, NodeClients node) : IClassFixture<EmulatorFixture>,
IClassFixture<NodeClients>
{
    [Fact]
    public async Task Msal_node_completes_every_grant()
    {
        var results = await RunAsync("msal-node.mjs");

        Assert.Equal("alice@contoso.example", results.GetProperty("account").GetString());
        Assert.True(results.GetProperty("fromCache").GetBoolean());
        Assert.True(results.GetProperty("refreshed").GetBoolean());
        Assert.Equal("InteractionRequiredAuthError", results.GetProperty("refused").GetProperty("name").GetString());
        Assert.Equal("consent_required", results.GetProperty("refused").GetProperty("suberror").GetString());
        CheckTokens(results);
    }

    [Fact]
    public async Task Openid_client_completes_every_grant()
    {
        var results = await RunAsync("openid-client.mjs");

        Assert.Equal("carol@contoso.example", results.GetProperty("account").GetString());
        Assert.True(results.GetProperty("refreshed").GetBoolean());
        Assert.Equal("invalid_grant", results.GetProperty("reused").GetProperty("error").GetString());
        Assert.EndsWith("/logout", results.GetProperty("endSession").GetString(), StringComparison.Ordinal);
        CheckTokens(results);
    }

    private static void CheckTokens(JsonElement results)
    {
        Assert.Equal((TestTenant.Portal, "user_impersonation"), Of(results, "code"));
        Assert.Equal((TestTenant.AppB, "access_as_user"), Of(results, "onBehalfOf"));
        Assert.Equal((TestTenant.AppB, "access_as_user"), Of(results, "deviceCode"));
        Assert.Equal((TestTenant.AppB, null), Of(results, "clientCredentials"));
        Assert.Equal("Orders.Read.All", results.GetProperty("clientCredentials").GetProperty("roles")[0].GetString());
    }

    private static (string? Audience, string? Scopes) Of(JsonElement results, string grant)
    {
        var claims = results.GetProperty(grant);
        return (
            claims.GetProperty("aud").GetString(),
            claims.TryGetProperty("scp", out var scopes) ? scopes.GetString() : null);
    }

    private async Task<JsonElement> RunAsync(string programme)
    {
        if (node.Unavailable is { } reason)
            Assert.Skip(reason);

        return await node.RunAsync(programme, new Dictionary<string, string>
        {
            ["NODE_EXTRA_CA_CERTS"] = await CertificateFileAsync(),
            ["AUTHORITY"] = emulator.Host.Authority.AbsoluteUri,
            ["PORTAL"] = TestTenant.Portal,
            ["PORTAL_SECRET"] = TestTenant.PortalSecret,
            ["BACKGROUND"] = TestTenant.Background,
            ["BACKGROUND_SECRET"] = TestTenant.BackgroundSecret,
            ["COMMAND_LINE"] = TestTenant.CommandLine,
            ["APP_B"] = TestTenant.AppB,
        });
    }

    // Node trusts the emulator's certificate in this process only.
    private async Task<string> CertificateFileAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("DataDirectory", emulator.Host.DataDirectory)]).Build();
        using var certificate = LoopbackCertificate.Ensure(configuration, TimeProvider.System);
        var path = Path.Combine(emulator.Host.DataDirectory, $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        return path;
    }
}
