using Portal.Contracts.SignIn;

namespace Portal.Tests.Contracts;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/data/appb/orders?sort=total desc&top=50")]
    [InlineData("/a//b")]
    [InlineData("/a/%2f%2fb?search=%5c")]
    [InlineData("/%20")]
    public void Local_path_is_kept(string url)
    {
        Assert.Equal(url, LocalUrl.OrHome(url, ""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/a\\..\\b")]
    [InlineData("https://evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("\u0000/")]
    [InlineData(" /tokens")]
    [InlineData("@evil.example")]
    [InlineData("evil.example/")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/\u0085")]
    public void Anything_else_becomes_the_home_page(string? url)
    {
        Assert.Equal("/", LocalUrl.OrHome(url, ""));
    }

    [Theory]
    [InlineData("/obo/")]
    [InlineData("/obo/tokens?show=../paste#a/../b")]
    [InlineData("/obo/...")]
    [InlineData("/obo/a%2fb%5cc..")]
    [InlineData("/obo//evil.example")]
    public void Path_below_the_path_base_is_kept(string url) => Assert.Equal(url, LocalUrl.OrHome(url, "/obo"));

    [Theory]
    [InlineData(null)]
    [InlineData("/")]
    [InlineData("/tokens")]
    [InlineData("/obo")]
    [InlineData("/obodata")]
    [InlineData("/OBO/tokens")]
    [InlineData("/other/obo/")]
    [InlineData("/obo/../other")]
    [InlineData("/obo/..")]
    [InlineData("/obo/./tokens")]
    [InlineData("/obo/x/%2e%2E/%2e./other")]
    [InlineData("/obo/.%2e/other")]
    [InlineData("/obo/..%2fother")]
    [InlineData("/obo/..%2Fother")]
    [InlineData("/obo/%2e%2e%5Cother")]
    [InlineData("/obo/x%5c%2E%2e%5cother")]
    [InlineData("/obo/..?x")]
    [InlineData("/obo/..#x")]
    [InlineData("//evil.example/obo/")]
    [InlineData("https://evil.example/obo/")]
    [InlineData("/obo/\\evil.example")]
    [InlineData("/obo/\t../other")]
    public void SGN_13_other_apps_on_the_host_become_the_home_page(string? url) =>
        Assert.Equal("/obo/", LocalUrl.OrHome(url, "/obo"));

    [Theory]
    [InlineData("/\u3002x", "/%E3%80%82x")]
    [InlineData("/data?search=Zürich", "/data?search=Z%C3%BCrich")]
    [InlineData("/😀", "/%F0%9F%98%80")]
    [InlineData("/שלום/%41", "/%D7%A9%D7%9C%D7%95%D7%9D/%41")]
    public void SGN_13_other_scripts_are_percent_encoded(string url, string encoded)
    {
        Assert.Equal(encoded, LocalUrl.OrHome(url, ""));
    }

    [Fact]
    public void SGN_13_invalid_Unicode_and_too_long_addresses_become_the_home_page()
    {
        Assert.Equal("/", LocalUrl.OrHome("/a" + '\uD800' + "b", ""));
        Assert.Equal("/", LocalUrl.OrHome("/a" + '\uDC00', ""));
        Assert.Equal("/", LocalUrl.OrHome("/" + new string('ü', 1366), ""));
        Assert.Equal(8192, LocalUrl.OrHome("/" + new string('x', 8191), "").Length);
    }
}
