using System.Net;
using Portal.Hosting.Limits;

namespace Portal.Tests.Hosting.Limits;

public sealed class LimitKeyTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void WEB_17_addresses_of_one_network_are_counted_together(string one, string other, bool same) =>
        Assert.Equal(
            same,
            LimitKey.OfAddress(LimitKey.Anonymous, IPAddress.Parse(one)) == LimitKey.OfAddress(LimitKey.Anonymous, IPAddress.Parse(other)));
}
