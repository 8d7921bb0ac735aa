using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Portal.Tests.Support;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.ServiceDefaults.LoopbackAuthority;

public sealed class PinnedHandlerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string CertificateFolder => LoopbackCertificate.Folder(_folder.Settings);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Pinned_certificate_on_this_machine_is_trusted(string host)
    {
        using var certificate = LoopbackCertificate.Ensure(_folder.Settings, TimeProvider.System);
        await using var server = await StartAsync(certificate);

        Assert.Equal("hello", await GetAsync(host, server));
    }

    [Fact]
    public async Task Other_self_signed_certificate_on_localhost_is_refused()
    {
        LoopbackCertificate.Ensure(_folder.Settings, TimeProvider.System).Dispose();
        using var impostor = new TemporaryFolder();
        using var certificate = LoopbackCertificate.Ensure(impostor.Settings, TimeProvider.System);
        await using var server = await StartAsync(certificate);

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("localhost", server));

        Assert.Equal(HttpRequestError.SecureConnectionError, refusal.HttpRequestError);
    }

    [Fact]
    public async Task Nothing_is_trusted_without_a_pinned_certificate()
    {
        using var impostor = new TemporaryFolder();
        using var certificate = LoopbackCertificate.Ensure(impostor.Settings, TimeProvider.System);
        await using var server = await StartAsync(certificate);

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("localhost", server));
    }

    [Theory]
    [InlineData("https://login.example/", false)]
    [InlineData("https://localhost.example/", false)]
    [InlineData("https://x.localhost/", false)]
    [InlineData("https://localhost:7102/", true)]
    [InlineData("https://[::1]:7102/", true)]
    public void Pin_applies_to_loopback_hosts_only(string address, bool trusted)
    {
        using var certificate = LoopbackCertificate.Ensure(_folder.Settings, TimeProvider.System);

        var verdict = PinnedHandler.IsTrusted(
            CertificateFolder, new Uri(address), certificate, SslPolicyErrors.RemoteCertificateChainErrors);

        Assert.Equal(trusted, verdict);
    }

    [Fact]
    public void Machine_trust_still_applies_and_a_missing_certificate_is_refused()
    {
        var address = new Uri("https://localhost/");

        Assert.True(PinnedHandler.IsTrusted(CertificateFolder, address, null, SslPolicyErrors.None));
        Assert.False(PinnedHandler.IsTrusted(
            CertificateFolder, address, null, SslPolicyErrors.RemoteCertificateNotAvailable));
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate)
    {
        var builder = AppBuilder.Create("Portal.Tests", "Pin", ["--Urls=https://127.0.0.1:0"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(
            https => https.ServerCertificate = certificate));
        var app = builder.Build();
        app.MapGet("/", () => "hello");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private async Task<string> GetAsync(string host, WebApplication server)
    {
        using var handler = PinnedHandler.Create(CertificateFolder);
        using var http = new HttpClient(handler);
        var address = new UriBuilder(server.Urls.First()) { Host = host }.Uri;
        return await http.GetStringAsync(address, TestContext.Current.CancellationToken);
    }
}
