using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

public sealed class ClaimGroupsTests : ComponentTest
{
    [Fact]
    public void Claims_that_decide_come_first_and_those_of_no_use_are_folded_with_their_count()
    {
        var groups = Render("uti", "sid", "name", "roles", "aio", "aud", "oid");

        Assert.Equal(
            ["aud", "roles", "name", "oid", "sid", "aio", "uti"],
            groups.FindAll("tbody th [data-copy]").Select(c => c.GetAttribute("data-copy")));
        Assert.EndsWith("(2)", groups.Find("details > summary").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, groups.FindAll("details tbody tr").Count);
    }

    [Fact]
    public void Each_claim_has_an_address_and_several_values_share_one()
    {
        var groups = Render("aud", "roles", "roles");

        Assert.Equal(["AppB.aud", "AppB.roles", null], groups.FindAll("tbody tr").Select(r => r.GetAttribute("id")));
    }

    [Theory]
    [InlineData("AppB", "Alice")]
    [InlineData(TokenHops.Pasted, "the-oid")]
    public void User_is_shown_by_name_except_in_a_pasted_token(string hop, string shown)
    {
        var groups = Render<ClaimGroups>(p => p
            .Add(g => g.Title, "Token")
            .Add(g => g.Hop, hop)
            .Add(g => g.Claims, [new TokenClaim("name", "Alice", "The name."), new TokenClaim("oid", "the-oid", "The user.")]));

        var user = groups.FindAll("td [data-copy='the-oid']").Single();

        Assert.Equal(shown, user.Text());
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
            .Add(g => g.Hop, "AppB")
            .Add(g => g.Claims, [new TokenClaim("azp", "the-id", "The client.", Label: "AppB")]));

        var chip = groups.FindAll("td .chip").Single();

        Assert.Equal(("the-id", "AppB"), (chip.GetAttribute("data-copy"), chip.Text()));
        Assert.Contains("the-id", groups.Find("td [role=tooltip]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ClaimGroups> Render(params string[] names) => Render<ClaimGroups>(p => p
        .Add(g => g.Title, "Token")
        .Add(g => g.Hop, "AppB")
        .Add(g => g.Claims, [.. names.Select(n => new TokenClaim(n, $"value of {n}", "A meaning."))]));
}
