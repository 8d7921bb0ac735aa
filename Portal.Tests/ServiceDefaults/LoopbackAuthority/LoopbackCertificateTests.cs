using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Support;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.ServiceDefaults.LoopbackAuthority;

public sealed class LoopbackCertificateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string PrivateFile => Path.Combine(_folder.Path, "certificate", "localhost.pfx");

    private string PublicFile => Path.Combine(_folder.Path, "certificate", "localhost.cer");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void First_use_creates_a_certificate_for_localhost_with_its_key()
    {
        using var certificate = Ensure();

        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.False(certificate.MatchesHostname("portal.example"));
    }

    [Fact]
    public void Second_use_returns_the_same_certificate()
    {
        using var first = Ensure();
        using var second = Ensure();

        Assert.Equal(first.Thumbprint, second.Thumbprint);
    }

    [Fact]
    public void Hosts_that_start_together_share_one_certificate()
    {
        var found = new X509Certificate2[8];

        Parallel.For(0, found.Length, i => found[i] = Ensure());

        Assert.Single(found.Select(c => c.Thumbprint).Distinct(StringComparer.Ordinal));
        Assert.All(found, c => c.Dispose());
    }

    [Theory]
    [InlineData(357, true)]
    [InlineData(359, false)]
    [InlineData(400, false)]
    public void Certificate_is_renewed_in_its_last_week(int days, bool kept)
    {
        using var first = Ensure();
        _time.Advance(TimeSpan.FromDays(days));

        using var second = Ensure();

        Assert.Equal(kept, first.Thumbprint == second.Thumbprint);
        Assert.True(LoopbackCertificate.IsPinned(LoopbackCertificate.Folder(_folder.Settings), second));
    }

    [Fact]
    public void Certificate_that_is_not_valid_yet_is_replaced()
    {
        _time.Advance(TimeSpan.FromDays(100));
        using var ahead = Ensure();
        var earlier = new FakeTimeProvider(_time.GetUtcNow() - TimeSpan.FromDays(90));

        using var now = LoopbackCertificate.Ensure(_folder.Settings, earlier);

        Assert.NotEqual(ahead.Thumbprint, now.Thumbprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a certificate")]
    public void Damaged_file_is_replaced(string content)
    {
        Ensure().Dispose();
        File.WriteAllText(PrivateFile, content);

        using var second = Ensure();

        Assert.True(second.HasPrivateKey);
        Assert.True(LoopbackCertificate.IsPinned(LoopbackCertificate.Folder(_folder.Settings), second));
    }

    [Fact]
    public void Missing_public_file_is_written_again()
    {
        using var first = Ensure();
        File.Delete(PublicFile);
        Assert.False(LoopbackCertificate.IsPinned(LoopbackCertificate.Folder(_folder.Settings), first));

        using var second = Ensure();

        Assert.Equal(first.Thumbprint, second.Thumbprint);
        Assert.True(LoopbackCertificate.IsPinned(LoopbackCertificate.Folder(_folder.Settings), first));
    }

    private X509Certificate2 Ensure() => LoopbackCertificate.Ensure(_folder.Settings, _time);
}
