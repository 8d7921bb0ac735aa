using System.Runtime.CompilerServices;

namespace Portal.Tests.Components;

public sealed class MarkupSourceTests
{
    private static readonly string[] Forbidden =
        ["MarkupString", "AddMarkupContent", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"];

    [Fact]
    public void Nothing_turns_text_into_markup()
    {
        var sources = Sources("Components", "*.razor", "*.cs").Concat(Sources("wwwroot", "*.js")).ToList();

        var found = sources.Where(file => Forbidden.Any(File.ReadAllText(file).Contains)).Select(Path.GetFileName);

        Assert.NotEmpty(sources);
        Assert.Empty(found);
    }

    private static IEnumerable<string> Sources(string folder, params string[] patterns) => patterns.SelectMany(
        pattern => Directory.EnumerateFiles(Path.Combine(Portal(), folder), pattern, SearchOption.AllDirectories));

    private static string Portal([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Portal"));
}
