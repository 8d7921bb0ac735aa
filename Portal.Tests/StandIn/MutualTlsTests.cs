using Microsoft.Identity.Web;

namespace Portal.Tests.StandIn;

public sealed class MutualTlsTests
{
    [Theory]
    [InlineData("MTLS")]
    [InlineData("mtls_pop")]
    public async Task Mutual_TLS_is_refused_instead_of_ignored(string scheme)
    {
        var assembly = typeof(DownstreamApiExtensions).Assembly.GetName().Name;
        Assert.SkipUnless(assembly == "IdentityWeb.StandIn", "The official package speaks mutual TLS.");
        using var setup = new DownstreamSetup(("ProtocolScheme", scheme));

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("ProtocolScheme", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(setup.Wire.Requests);
    }
}
