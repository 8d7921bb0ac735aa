using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

namespace Portal.Tests.Rules;

/// <summary>Every row of docs/abuse-cases.md has a test that is named after it, or is listed there as not tested.</summary>
public sealed partial class AbuseCaseTests
{
    private const string Document = "docs/abuse-cases.md";
    private const string NotTestedHeading = "## Not tested, and why";

    private static readonly string[] Parts = Text().Split(NotTestedHeading);

    [Fact]
    public void Document_has_each_id_once()
    {
        Assert.Equal(2, Parts.Length);
        Assert.All(Parts, part => Assert.Empty(Ids(part).GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key)));
        Assert.Empty(Ids(Parts[1]).Except(Ids(Parts[0])));
    }

    [Fact]
    public async Task Every_row_is_tested_or_listed_as_not_tested()
    {
        var tested = await TestedAsync();

        AssertNone(
            Ids(Parts[0]).Except(tested).Except(Ids(Parts[1])),
            $"No test is named after these rows of {Document}. Write one, or list them under “{NotTestedHeading}”");
    }

    [Fact]
    public async Task Row_listed_as_not_tested_has_no_test() => AssertNone(
        Ids(Parts[1]).Intersect(await TestedAsync()),
        $"These rows have a test now. Remove them from “{NotTestedHeading}” in {Document}");

    [Fact]
    public async Task Every_id_in_a_test_name_is_in_the_document() => AssertNone(
        (await TestedAsync()).Except(Ids(Parts[0])),
        $"Tests are named after these ids, which {Document} does not have");

    private static void AssertNone(IEnumerable<string> ids, string message)
    {
        var found = string.Join(", ", ids.Order(StringComparer.Ordinal));
        Assert.True(found.Length == 0, $"{message}: {found}");
    }

    private static async Task<IReadOnlySet<string>> TestedAsync()
    {
        var tests = typeof(AbuseCaseTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .ToList();
        var ids = tests.SelectMany(method => AbuseCase.IdsOf(method.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var test in tests)
            ids.UnionWith(await CasesAsync(test));

        return ids;
    }

    // The cases of a theory are named by their texts.
    private static async Task<IEnumerable<string>> CasesAsync(MethodInfo theory)
    {
        var ids = new List<string>();
        await using var tracker = new DisposalTracker();
        foreach (var data in theory.GetCustomAttributes().OfType<IDataAttribute>())
        {
            if (data is MemberDataAttribute { MemberType: null } member)
                member.MemberType = theory.ReflectedType;

            var rows = await data.GetData(theory, tracker);
            ids.AddRange(rows.SelectMany(row => row.GetData()).OfType<string>().SelectMany(AbuseCase.IdsOf));
        }

        return ids;
    }

    private static string Text() => SourceFile.ReadAll("docs", ".md").Single(file => file.Path == Document).Text;

    private static IEnumerable<string> Ids(string text) => FirstColumn().Matches(text).Select(row => row.Groups["id"].Value);

    [GeneratedRegex(@"^\| (?<id>[A-Z]{3}-[0-9]{2}x?) \|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstColumn();
}
