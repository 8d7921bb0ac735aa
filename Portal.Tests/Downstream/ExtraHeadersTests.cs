using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>Which headers settings may add to calls.</summary>
public sealed class ExtraHeadersTests
{
    [Theory]
    [InlineData("X-Tenant", "contoso")]
    [InlineData("Notion-Version", "2022-06-28")]
    [InlineData("Ocp-Apim-Subscription-Key", "a b;c=\"d\"")]
    public void Header_of_the_API_is_allowed(string name, string value) => Assert.Null(Problem(name, value));

    [Theory]
    [InlineData("Authorization", "Bearer x")]
    [InlineData("proxy-authorization", "x")]
    [InlineData("Host", "x")]
    [InlineData("cookie", "x")]
    [InlineData("Connection", "x")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Content-Length", "1")]
    [InlineData("X-Forwarded-For", "x")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("traceparent", "x")]
    [InlineData("X Tenant", "x")]
    [InlineData("X-Tenant:", "x")]
    [InlineData("X-Tenant\r\nHost", "x")]
    [InlineData("", "x")]
    [InlineData("X-Tenant", "")]
    [InlineData("X-Tenant", " contoso")]
    [InlineData("X-Tenant", "a\r\nHost: b")]
    [InlineData("X-Tenant", "a\n")]
    [InlineData("X-Tenant", "ä")]
    public void Header_that_the_portal_sets_or_that_is_malformed_stops_the_start(string name, string value)
    {
        var problem = Problem(name, value);

        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Value_is_limited_and_never_in_the_message()
    {
        var problem = Problem("X-Tenant", "secret " + new string('x', 1000));

        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.NotNull(ExtraHeaders.Problem(Enumerable.Range(0, 21).ToDictionary(i => $"X-{i}", _ => "x")));
    }

    private static string? Problem(string name, string value) => ExtraHeaders.Problem(new Dictionary<string, string> { [name] = value });
}
