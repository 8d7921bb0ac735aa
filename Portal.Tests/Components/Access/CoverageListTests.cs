using Bunit;
using Portal.Components.Access;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Access;

public sealed class CoverageListTests : ComponentTest
{
    [Fact]
    public void Operations_without_a_view_are_counted_and_named_with_their_reason()
    {
        var shown = Show(ViewCoverage.Of(views: 4, rows: 1,
        [
            new("/reports/{year}", PassedOverCodes.Parameter, "path year"),
            new("/me", PassedOverCodes.NoList, "one object"),
            new("/stock", PassedOverCodes.Header, "X-Tenant"),
        ]));

        Assert.Equal(
            "8 operations, 4 views; 1 opens a row, 1 needs a parameter, 1 returns no list, 1 needs a header",
            shown.Find("summary").TextContent);
        Assert.Equal(
            [
                "GET /reports/{year} needs a parameter: path year",
                "GET /me returns no rows, but one object",
                "GET /stock needs the header X-Tenant: set DownstreamApis:AppB:Headers:X-Tenant",
            ],
            shown.FindAll("li").Select(li => li.TextContent));
    }

    [Fact]
    public void More_operations_than_are_named_are_counted()
    {
        var shown = Show(ViewCoverage.Of(0, 0, [.. Enumerable.Range(0, 250).Select(i => new PassedOverOperation($"/{i}", PassedOverCodes.Path))]));

        Assert.Equal(ViewCoverage.MaxNamed, shown.FindAll("li").Count);
        Assert.Contains("and 50 more", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_passed_over_needs_no_list() =>
        Assert.Empty(Show(ViewCoverage.Of(4, 1, [])).FindAll("details"));

    private IRenderedComponent<CoverageList> Show(ViewCoverage coverage) =>
        Render<CoverageList>(p => p.Add(c => c.Coverage, coverage).Add(c => c.Api, "AppB"));
}
