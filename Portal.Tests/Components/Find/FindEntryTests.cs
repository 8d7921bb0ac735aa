using Portal.Components.Find;

namespace Portal.Tests.Components.Find;

/// <summary>What the palette finds for a text, and in which order.</summary>
public sealed class FindEntryTests
{
    private static readonly FindEntry Orders = Entry("Orders", FindEntries.Views, words: "orders");

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

    private static FindEntry Entry(string title, string group, string? words = null) =>
        new($"{group}:{title}", group, title, "AppB", Icon: "", Href: "data", words);
}
