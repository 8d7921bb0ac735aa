using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

public sealed class ClaimGroupsTests : ComponentTest
{
    [Fact]
    public void Claims_that_decide_come_first_and_the_rest_is_folded_with_its_count()
    {
        var groups = Render("uti", "name", "roles", "aio", "aud", "oid");

        Assert.Equal(
            ["aud", "roles", "name", "oid", "uti", "aio"],
            groups.FindAll("tbody th [data-copy]").Select(c => c.GetAttribute("data-copy")));
        Assert.Equal("Other claims (2)", groups.Find("details > summary").TextContent);
        Assert.Equal(2, groups.FindAll("details tbody tr").Count);
    }

    [Fact]
    public void Group_without_claims_is_left_out()
    {
        var groups = Render("aud");

        Assert.Single(groups.FindAll("table"));
        Assert.Empty(groups.FindAll("details"));
    }

    [Fact]
    public void Known_id_is_shown_by_name_and_copies_the_id()
    {
        var groups = Render<ClaimGroups>(p => p
            .Add(g => g.Title, "Token")
            .Add(g => g.Claims, [new TokenClaim("azp", "the-id", "The client.", Label: "AppB")]));

        var chip = groups.FindAll("td .chip").Single();

        Assert.Equal(("the-id", "AppB"), (chip.GetAttribute("data-copy"), chip.Text()));
        Assert.Contains("the-id", groups.Find("td [role=tooltip]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ClaimGroups> Render(params string[] names) => Render<ClaimGroups>(p => p
        .Add(g => g.Title, "Token")
        .Add(g => g.Claims, [.. names.Select(n => new TokenClaim(n, $"value of {n}", "A meaning."))]));
}
