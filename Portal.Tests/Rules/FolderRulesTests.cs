using Portal.Tests.Rules.Samples.Folders.Pages.Allowed;
using Portal.Tests.Rules.Samples.Folders.Pages.Forbidden;

namespace Portal.Tests.Rules;

public sealed class FolderRulesTests
{
    private const string Root = "Portal.Tests.Rules.Samples.Folders";

    private static readonly Lazy<CompiledCode> Samples =
        new(() => CompiledCodeReader.Read(typeof(FolderRulesTests).Assembly.Location, Root));

    public static TheoryData<string> ForbiddenUses() => Names(typeof(Field));

    public static TheoryData<string> AllowedUses() => Names(typeof(AllowedFolder));

    [Fact]
    public void Folders_of_the_portal_use_only_what_they_may()
    {
        var breaches = FolderRules.Portal.Breaches(CompiledCode.Portal);

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Theory]
    [MemberData(nameof(ForbiddenUses))]
    public void Forbidden_use_is_found(string type)
    {
        var breach = Assert.Single(Check(Table()), breach => breach.StartsWith(type + " ", StringComparison.Ordinal));

        Assert.StartsWith($"{type} (Pages) uses {Root}.Storage.", breach, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllowedUses))]
    public void Allowed_use_is_not_reported(string type) =>
        Assert.DoesNotContain(Check(Table()), breach => breach.StartsWith(type + " ", StringComparison.Ordinal));

    [Fact]
    public void Breach_names_both_types_and_what_is_allowed() => Assert.Contains(
        $"{Root}.Pages.Forbidden.StaticCall (Pages) uses {Root}.Storage.Store (Storage). "
        + "Pages may use Contracts, Storage.StoreLimits.",
        Check(Table()));

    [Fact]
    public void Folder_that_may_use_everything_breaks_nothing()
    {
        var table = Table();
        table["Pages"] = ["*"];

        Assert.Empty(Check(table));
    }

    [Fact]
    public void Row_of_an_inner_folder_replaces_the_outer_one()
    {
        var table = Table();
        table["Pages.Forbidden"] = ["Contracts", "Storage"];

        Assert.Empty(Check(table));
    }

    [Fact]
    public void Folder_without_a_row_is_reported()
    {
        var table = Table();
        table.Remove("Contracts");
        table["Pages"] = ["*"];

        Assert.Contains(
            $"{Root}.Contracts.Output has no row in the table of FolderRules. Add one that says what its folder "
            + "may use.",
            Check(table));
    }

    [Theory]
    [InlineData("Helpers", "Contracts")]
    [InlineData("Pages", "Helpers")]
    public void Name_that_no_longer_exists_is_reported(string row, string mayUse)
    {
        var table = Table();
        table[row] = [mayUse, "*"];

        var breach = Assert.Single(Check(table), breach => !breach.Contains(" uses ", StringComparison.Ordinal));

        Assert.StartsWith("Helpers is in the table", breach, StringComparison.Ordinal);
    }

    private static Dictionary<string, string[]> Table() => new(StringComparer.Ordinal)
    {
        ["Pages"] = ["Contracts", "Storage.StoreLimits"],
        ["Storage"] = [],
        ["Contracts"] = [],
    };

    private static IReadOnlyList<string> Check(Dictionary<string, string[]> table) =>
        new FolderRules(Root, table).Breaches(Samples.Value);

    private static TheoryData<string> Names(Type one) =>
    [
        .. one.Assembly.GetTypes()
            .Where(type => type.Namespace == one.Namespace && !type.IsNested)
            .Select(type => type.FullName!.Split('`')[0]),
    ];
}
