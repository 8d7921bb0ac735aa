using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entra.Emulator.Control;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Diagnostics;

[Collection(DiagnosticsGroup.Name)]
public sealed class CredentialChecksTests(DiagnosticsFixture setup) : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        setup.Faults.Clear();
        _files.Dispose();
    }

    [Fact]
    public async Task Wrong_secret_is_reported_without_being_shown()
    {
        var report = await setup.ExamineAsync("--Portal:AzureAd:ClientCredentials:0:ClientSecret=not-the-one");

        var credential = report.AssertState("credential", DiagnosticStates.Failed);
        Assert.Equal("The client secret is wrong.", credential.Text);
        Assert.Equal("AADSTS7000215", credential.Fix!.ErrorCode);
        Assert.Equal("AzureAd:ClientCredentials:0:ClientSecret", credential.Fix.Setting);
        Assert.NotEmpty(credential.Evidence);
        Assert.DoesNotContain(credential.Evidence, e => e.Value.Contains("not-the-one", StringComparison.Ordinal));
        report.AssertState("registration.token", DiagnosticStates.NotReached);
    }

    [Theory]
    [InlineData(7000222, "The client secret has expired.")]
    [InlineData(7000112, "The app is disabled.")]
    public async Task Refusal_of_the_client_is_explained(int code, string text)
    {
        setup.Faults.Add(new Fault("token") { Code = code, Times = 5 });

        Assert.Equal(text, (await setup.ExamineAsync()).AssertState("credential", DiagnosticStates.Failed).Text);
    }

    [Fact]
    public async Task Refusal_for_another_reason_does_not_fail_the_credential()
    {
        setup.Faults.Add(new Fault("token") { Code = 501051, Times = 5 });

        var report = await setup.ExamineAsync();

        report.AssertState("credential", DiagnosticStates.Passed);
        report.AssertState("registration.token", DiagnosticStates.Unknown);
    }

    [Fact]
    public async Task OBO_18_failure_of_the_token_endpoint_is_named()
    {
        setup.Faults.Add(new Fault("token") { Status = 503, Times = 5 });

        var credential = (await setup.ExamineAsync()).AssertState("credential", DiagnosticStates.Unknown);

        Assert.Contains("status 503", credential.Text);
    }

    [Fact]
    public async Task Unknown_client_id_is_reported()
    {
        var report = await setup.ExamineAsync("--Portal:AzureAd:ClientId=99999999-9999-4999-8999-999999999999");

        Assert.Equal("AzureAd:ClientId", report.AssertState("credential", DiagnosticStates.Failed).Fix!.Setting);
        Assert.Equal(
            "AADSTS700016", report.AssertState("registration.redirect", DiagnosticStates.Failed).Fix!.ErrorCode);
    }

    [Theory]
    [InlineData(60, DiagnosticStates.Passed, "another 59 days")]
    [InlineData(20, DiagnosticStates.Warning, "expires in 19 days")]
    [InlineData(3, DiagnosticStates.Warning, "replace it now")]
    [InlineData(-1, DiagnosticStates.Failed, "has expired")]
    public async Task Remaining_lifetime_of_the_certificate_determines_the_state(int days, string state, string text)
    {
        var report = await setup.ExamineAsync(WithCertificate(WriteCertificate(days)));

        Assert.Contains(text, report.AssertState("credential.expiry", state).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_that_was_not_uploaded_is_reported()
    {
        var report = await setup.ExamineAsync(WithCertificate(WriteCertificate(60)));

        Assert.Equal("AADSTS700027", report.AssertState("credential", DiagnosticStates.Failed).Fix!.ErrorCode);
    }

    [Fact]
    public async Task Missing_certificate_file_is_reported()
    {
        var path = Path.Combine(_files.Path, "gone.pfx");

        var report = await setup.ExamineAsync(WithCertificate(path));

        var expiry = report.AssertState("credential.expiry", DiagnosticStates.Failed);
        Assert.Contains(expiry.Evidence, e => e.Value.Contains(path, StringComparison.Ordinal));
        report.AssertState("credential", DiagnosticStates.Failed);
    }

    private static string[] WithCertificate(string path) =>
    [
        "--Portal:AzureAd:ClientCredentials:0:SourceType=Path",
        $"--Portal:AzureAd:ClientCredentials:0:CertificateDiskPath={path}",
    ];

    private string WriteCertificate(int days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-90), DateTimeOffset.UtcNow.AddDays(days));
        var path = Path.Combine(_files.Path, "portal.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx));
        return path;
    }
}
