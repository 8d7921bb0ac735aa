using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>Words that must not appear in some folders, and the files that may hold them all the same.</summary>
/// <param name="Why">The rule, as the failing test says it.</param>
/// <param name="Pattern">What breaks it, in one line of code.</param>
/// <param name="Folders">Where it holds; the rest is free.</param>
internal sealed record SourceRule(string Why, string Pattern, params string[] Folders)
{
    // The words themselves, and breaches as examples.
    private static readonly string[] About = ["Portal.Tests/Rules/SourceRules.cs", "Portal.Tests/Rules/SourceRulesTests.cs"];

    /// <summary>File and the reason why it may.</summary>
    public Dictionary<string, string> Exceptions { get; init; } = [];

    /// <summary>What is cut from a line before it is read: uses that are fine everywhere.</summary>
    public string? Harmless { get; init; }

    public IEnumerable<string> Breaches() => Breaches(Files().Where(file => !Exceptions.ContainsKey(file.Path)));

    /// <summary>Exceptions whose file is gone or no longer breaks the rule.</summary>
    public IEnumerable<string> NeedlessExceptions()
    {
        var files = Files().ToDictionary(file => file.Path, StringComparer.Ordinal);
        return Exceptions.Keys.Where(path => !files.TryGetValue(path, out var file) || !Breaches([file]).Any());
    }

    public IEnumerable<string> Breaches(IEnumerable<SourceFile> files) => files
        .Where(file => !About.Contains(file.Path, StringComparer.Ordinal))
        .SelectMany(file => file.Lines())
        .Where(line => Regex.IsMatch(Remainder(line.Text), Pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        .Select(line => line.Breaks(Why));

    private IEnumerable<SourceFile> Files() =>
        Folders.SelectMany(folder => SourceFile.ReadAll(folder, ".cs", ".razor", ".cshtml", ".js", ".html"));

    private string Remainder(string text) => Harmless is null
        ? text
        : Regex.Replace(text, Harmless, "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
