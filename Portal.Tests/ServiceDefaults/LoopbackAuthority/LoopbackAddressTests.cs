using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.ServiceDefaults.LoopbackAuthority;

public sealed class LoopbackAddressTests
{
    [Theory]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("https://localhost.example/")]
    [InlineData("https://notlocalhost/")]
    [InlineData("https://128.0.0.1/")]
    [InlineData("https://[2001:db8::1]/")]
    public void Addresses_of_other_machines_are_not_loopback(string address) =>
        Assert.False(LoopbackAddress.IsThisMachine(new Uri(address)));
}
