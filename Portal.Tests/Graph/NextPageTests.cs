using Portal.Graph;
using Portal.Problems;

namespace Portal.Tests.Graph;

/// <summary>The browser keeps the position in a list between requests, but cannot choose the list.</summary>
public sealed class NextPageTests
{
    private const string List = "users?$top=10";

    [Theory]
    [InlineData(
        "https://graph.microsoft.com/v1.0/users?$top=10&$skiptoken=m~AQ%3d%3d%26x",
        "users?$top=10&$skiptoken=m~AQ%3D%3D%26x")]
    [InlineData("https://graph.microsoft.com/v1.0/users?%24skip=20&$top=10", "users?$top=10&$skip=20")]
    [InlineData("https://elsewhere.example/groups?$filter=all&$skiptoken=x", "users?$top=10&$skiptoken=x")]
    public void Only_the_position_is_taken_from_the_link(string link, string path)
    {
        Assert.Equal(path, NextPage.From(List, NextPage.Of(link)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://graph.microsoft.com/v1.0/users?$top=10")]
    public void Link_without_a_position_gives_no_next_page(string? link)
    {
        Assert.Null(NextPage.Of(link));
    }

    [Theory]
    [InlineData("")]
    [InlineData("skiptoken:")]
    [InlineData("filter:id eq 1")]
    [InlineData("$skiptoken=x")]
    public void Invalid_page_marker_is_refused(string next)
    {
        Assert.Throws<ProblemException>(() => NextPage.From(List, next));
    }
}
