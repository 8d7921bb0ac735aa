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
    public void Other_machines_are_other_machines(string address) =>
        Assert.False(LoopbackAddress.IsThisMachine(new Uri(address)));
}
