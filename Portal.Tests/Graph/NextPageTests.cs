using Portal.Downstream;
using Portal.Graph;

namespace Portal.Tests.Graph;

/// <summary>Where a list goes on goes around by the browser; which list it is does not.</summary>
public sealed class NextPageTests
{
    private const string List = "users?$top=10";

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/users?$top=10&$skiptoken=m~AQ%3d%3d%26x", "users?$top=10&$skiptoken=m~AQ%3D%3D%26x")]
    [InlineData("https://graph.microsoft.com/v1.0/users?%24skip=20&$top=10", "users?$top=10&$skip=20")]
    [InlineData("https://elsewhere.example/groups?$filter=all&$skiptoken=x", "users?$top=10&$skiptoken=x")]
    public void Of_the_link_only_the_place_is_taken(string link, string asked)
    {
        Assert.Equal(asked, NextPage.From(List, NextPage.Of(link)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://graph.microsoft.com/v1.0/users?$top=10")]
    public void Without_a_link_there_is_no_next_page(string? link)
    {
        Assert.Null(NextPage.Of(link));
    }

    [Theory]
    [InlineData("")]
    [InlineData("skiptoken:")]
    [InlineData("filter:id eq 1")]
    [InlineData("$skiptoken=x")]
    public void Place_that_was_never_given_out_is_refused(string next)
    {
        Assert.Throws<DownstreamException>(() => NextPage.From(List, next));
    }
}
