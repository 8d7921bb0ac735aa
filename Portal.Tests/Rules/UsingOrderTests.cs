using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>
/// The order of using directives. The build reports every other rule of style; of this one, only the formatter knows, which
/// takes longer than the build for it.
/// </summary>
public sealed partial class UsingOrderTests
{
    [Fact]
    public void Using_directives_are_sorted_with_system_namespaces_first()
    {
        var unsorted = SourceFile.ReadAll(".", ".cs").Where(file => !IsSorted(file.Text)).Select(file => file.Path);

        Assert.Empty(unsorted);
    }

    [Theory]
    [InlineData("using System;\nusing System.Text;\nusing AccessContract;\nusing Portal.Auth;\n", true)]
    [InlineData("using Portal.Auth;\nusing AccessContract;\n", false)]
    [InlineData("using AccessContract;\nusing System.Text;\n", false)]
    public void Order_is_recognized(string text, bool isSorted) => Assert.Equal(isSorted, IsSorted(text));

    private static bool IsSorted(string text)
    {
        var namespaces = Directive().Matches(text).Select(match => match.Groups["name"].Value).ToList();
        return namespaces.SequenceEqual(
            namespaces.OrderBy(name => $"{name}.".StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(name => name, StringComparer.OrdinalIgnoreCase),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^using (?<name>[A-Za-z][\w.]*);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
