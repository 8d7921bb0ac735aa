using Portal.Components.Find;
using Portal.Contracts.Roles;
using Portal.Contracts.SavedViews;

namespace Portal.Tests.Components.Find;

/// <summary>What “Find anything” finds for a text, and in which order.</summary>
public sealed class FindEntryTests
{
    private static readonly FindEntry Orders = Entry("Orders", FindEntries.Views, keywords: "orders");

    [Theory]
    [InlineData("ord", 0)]
    [InlineData("ORDERS", 0)]
    [InlineData("rders", 1)]
    [InlineData("rde", 2)]
    [InlineData("appb", 3)]
    [InlineData("ordr", 4)]
    [InlineData("od", null)]
    [InlineData("rdrs", null)]
    [InlineData("orders bob", null)]
    [InlineData("app ord", 3)]
    public void Better_matches_have_a_lower_rank(string text, int? rank) => Assert.Equal(rank, Orders.Rank(text.Split(' ')));

    [Fact]
    public void Digits_of_a_code_find_it_before_longer_codes()
    {
        var found = FindGroup.Search(FindEntries.OfCodes(), "50105");

        Assert.Equal("AADSTS50105", Assert.Single(found).Entries[0].Title);
    }

    [Fact]
    public void Group_of_the_best_match_is_first_and_long_groups_are_cut()
    {
        FindEntry[] entries = [.. Enumerable.Range(0, 20).Select(i => Entry($"The {i} orders", FindEntries.Pages)), Orders];

        var found = FindGroup.Search(entries, "ord");

        Assert.Equal([FindEntries.Views, FindEntries.Pages], found.Select(g => g.Title));
        Assert.Equal(6, found[1].Entries.Count);
    }

    [Fact]
    public void Pages_for_administrators_are_offered_to_them_only()
    {
        Assert.DoesNotContain(FindEntries.OfPages(isAdministrator: false), e => e.Href!.StartsWith("admin/", StringComparison.Ordinal));
        Assert.Contains(FindEntries.OfPages(isAdministrator: true), e => e.Href!.StartsWith("admin/", StringComparison.Ordinal));
    }

    [Fact]
    public void Entries_of_one_role_id_in_two_apis_have_different_keys()
    {
        var role = new OfferedRole("r1", "Orders.Read", "Order readers", null, ["User"], IsEnabled: true);

        FindEntry[] entries =
        [
            .. FindEntries.Of(new ApiRoles("AppA", "AppA", AssignmentRequired: false, [role])),
            .. FindEntries.Of(new ApiRoles("AppB", "AppB", AssignmentRequired: false, [role])),
        ];

        Assert.Equal(2, entries.Select(e => e.Key).Distinct().Count());
    }

    [Fact]
    public void Saved_views_show_the_titles_of_api_and_view_where_known()
    {
        var saved = new SavedViewList(
            [new("s1", "appb", "orders", "Paid", ""), new("s2", "AppB", "gone", "Old", ""), new("s3", "AppX", "all", "Lost", "")]);

        Assert.Equal(
            ["Orders API, Orders", "Orders API, gone", "AppX, all"], FindEntries.Of(saved, Samples.Catalog).Select(e => e.Detail));
    }

    private static FindEntry Entry(string title, string group, string? keywords = null) =>
        new($"{group}:{title}", group, title, "AppB", Icon: "", Href: "data", keywords);
}
