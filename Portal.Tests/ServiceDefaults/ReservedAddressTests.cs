using System.Net;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

/// <summary>Link-local and metadata addresses, in every spelling.</summary>
public sealed class ReservedAddressTests
{
    [Theory]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://169.254.1.2:8443/api")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xA9FEA9FE/")]
    [InlineData("https://0xa9.0xfe.0xa9.0xfe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://169.254.43518/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[::169.254.169.254]/")]
    [InlineData("https://[64:ff9b::169.254.169.254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[febf::1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://0/")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://100.100.100.200/")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("https://METADATA.google.internal./")]
    [InlineData("https://metadata/")]
    [InlineData("https://user@169.254.169.254/")]
    public void SRF_05_reserved_address_is_recognized(string address) => Assert.True(ReservedAddress.Contains(new Uri(address)));

    [Theory]
    [InlineData("https://appb.example/")]
    [InlineData("https://169.254.169.254.example/")]
    [InlineData("https://10.0.0.5/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://metadata.example/")]
    public void SRF_05_other_address_is_not(string address) => Assert.False(ReservedAddress.Contains(new Uri(address)));

    [Fact]
    public void SRF_05_resolved_address_is_recognized() =>
        Assert.True(ReservedAddress.Contains(IPAddress.Parse("::ffff:169.254.169.254")));
}
