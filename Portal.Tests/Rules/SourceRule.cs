using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>Text that must not appear in the source of some folders, and the files that are exempt.</summary>
/// <param name="Why">The rule, as a failing test states it.</param>
/// <param name="Pattern">Matches a line of code that breaks it.</param>
/// <param name="Folders">The folders that must keep it.</param>
internal sealed record SourceRule(string Why, string Pattern, params string[] Folders)
{
    // These contain the patterns and examples of breaches.
    private static readonly string[] About =
    [
        "Portal.Tests/Rules/SourceRules.cs",
        "Portal.Tests/Rules/SourceRulesTests.cs",
    ];

    /// <summary>Each exempt file and the reason.</summary>
    public Dictionary<string, string> Exceptions { get; init; } = [];

    /// <summary>Removed from a line before it is matched: uses that are allowed everywhere.</summary>
    public string? Harmless { get; init; }

    public IEnumerable<string> Breaches() => Breaches(Files().Where(file => !Exceptions.ContainsKey(file.Path)));

    /// <summary>Exceptions whose file no longer exists or no longer breaks the rule.</summary>
    public IEnumerable<string> NeedlessExceptions()
    {
        var files = Files().ToDictionary(file => file.Path, StringComparer.Ordinal);
        return Exceptions.Keys.Where(path => !files.TryGetValue(path, out var file) || !Breaches([file]).Any());
    }

    public IEnumerable<string> Breaches(IEnumerable<SourceFile> files) => files
        .Where(file => !About.Contains(file.Path, StringComparer.Ordinal))
        .SelectMany(file => file.Lines())
        .Where(
            line => Regex.IsMatch(Remainder(line.Text), Pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        .Select(line => line.Breaks(Why));

    private IEnumerable<SourceFile> Files() =>
        Folders.SelectMany(folder => SourceFile.ReadAll(folder, ".cs", ".razor", ".cshtml", ".js", ".html"));

    private string Remainder(string text) => Harmless is null
        ? text
        : Regex.Replace(text, Harmless, "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
