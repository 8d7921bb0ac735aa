using Portal.Contracts.SignIn;

namespace Portal.Tests.Contracts;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/data/appb/orders?sort=total desc&top=50")]
    [InlineData("/a//b")]
    [InlineData("/%2f%2fevil.example")]
    public void Local_path_is_kept(string url)
    {
        Assert.Equal(url, LocalUrl.OrHome(url));
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
    public void Anything_else_becomes_the_home_page(string? url)
    {
        Assert.Equal("/", LocalUrl.OrHome(url));
    }
}
