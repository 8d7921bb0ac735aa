using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.OtherApis;

/// <summary>APIs on https whose certificates are not valid.</summary>
public sealed class UntrustedCertificateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", 0)]
    [InlineData("other.example", 0)]
    [InlineData("localhost", -10)]
    public async Task SRF_11_api_with_an_invalid_certificate_receives_no_request(string name, int days)
    {
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, Cancellation);
        using var certificate = NewCertificate(name, DateTimeOffset.UtcNow.AddDays(days));
        await using var api = await StubHost.StartAsync(
            app => app.MapGet("/{**path}", () => StubHost.Document("[]")), certificate, Cancellation);
        await using var portal = Program.Build(
            [
                .. ApiFixture.Settings(authority, folder),
                $"--Portal:DownstreamApis:Rude:BaseUrl=https://localhost:{new Uri(api.Address).Port}/",
                "--Portal:DownstreamApis:Rude:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
            ],
            builder => builder.Logging.ClearProviders());
        await portal.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(portal.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", authority.User(ApiFixture.ClientId, "user_impersonation").Sign());

        using var response = await client.GetAsync("/api/data/Rude/cookies", Cancellation);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable);
        Assert.Empty(api.Calls);
    }

    private static X509Certificate2 NewCertificate(string name, DateTimeOffset from)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(from.AddDays(-1), from.AddDays(1));

        // Kestrel needs a key that is stored with the certificate on Windows.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
