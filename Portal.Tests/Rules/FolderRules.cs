using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>The portal's one-way street: what each folder may use of the others.</summary>
internal sealed partial class FolderRules
{
    private const string Everything = "*";

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Components"] = ["Client", "Contracts", "Exports", "Auth.PortalPolicies"],
        ["Exports"] = ["Client", "Contracts", "Auth.PortalPolicies"],
        ["Client"] = ["Contracts", "Tracing"],
        ["Api"] = ["Contracts", "Access", "Audit", "Downstream", "Graph", "Auth", "Levers", "Setup", "Tracing"],
        ["Downstream"] = ["Access", "Contracts", "Tracing"],
        ["Graph"] = ["Access", "Contracts", "Downstream", "Tracing"],
        ["Levers"] = ["Access", "Contracts", "Downstream"],
        ["Audit"] = ["Contracts"],
        ["Auth"] = ["Contracts"],
        ["Setup"] = ["Contracts", "Access", "Auth", "Downstream"],
        ["Tracing"] = ["Access", "Contracts"],
        ["Access"] = [],
        ["Contracts"] = [],
        ["Hosting"] = [Everything], // Composition: it places the others in the pipeline.
        ["Program.cs"] = [Everything], // Composition: the table of contents.
    };

    // The folder and the types that it declares, to find Downstream.OnBehalfOf written without a using.
    private readonly Dictionary<string, HashSet<string>> _types;
    private readonly IReadOnlyList<SourceFile> _files;

    public FolderRules(IReadOnlyList<SourceFile> files)
    {
        _files = files;
        _types = files.GroupBy(Folder, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.SelectMany(DeclaredTypes).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>A sentence for each breach, with its file and line.</summary>
    public IEnumerable<string> Breaches() => _files.SelectMany(file => MayUse.TryGetValue(Folder(file), out var allowed)
        ? file.Lines().SelectMany(line => Breaches(line, Folder(file), allowed))
        : [$"{file.Path}: {Folder(file)} has no row in the table of FolderRules. Say what it may use."]);

    private IEnumerable<string> Breaches(SourceLine line, string folder, string[] allowed)
    {
        if (GlobalUsing().IsMatch(line.Text))
            yield return line.Breaks("a global using would open one of the portal's folders to all others");

        if (allowed.Contains(Everything))
            yield break;

        foreach (var used in Used(line).Distinct(StringComparer.Ordinal))
        {
            if (used != folder && !used.StartsWith(folder + ".", StringComparison.Ordinal) && !IsAllowed(used, allowed))
                yield return line.Breaks($"{folder} must not use {used}; it may use {Names(allowed)}");
        }
    }

    private IEnumerable<string> Used(SourceLine line) => Namespace().IsMatch(line.Text)
        ? []
        : Absolute().Matches(line.Text).Select(match => match.Groups["used"].Value)
            .Concat(Relative().Matches(line.Text).Where(IsType).Select(match => match.Groups["used"].Value));

    private bool IsType(Match match) =>
        _types.TryGetValue(match.Groups["folder"].Value, out var types) && types.Contains(match.Groups["type"].Value);

    private static bool IsAllowed(string used, string[] allowed) => allowed.Any(entry =>
        used == entry || used.StartsWith(entry + ".", StringComparison.Ordinal));

    private static string Names(string[] allowed) => allowed.Length == 0 ? "nothing of ours" : string.Join(", ", allowed);

    private static string Folder(SourceFile file) => file.Path.Split('/')[1];

    private static IEnumerable<string> DeclaredTypes(SourceFile file) =>
        file.Path.EndsWith(".razor", StringComparison.Ordinal)
            ? [Path.GetFileNameWithoutExtension(file.Path)]
            : file.Lines().SelectMany(line => Declaration().Matches(line.Text)).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^namespace\b|^@namespace\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^global using .*\bPortal\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GlobalUsing();

    // Portal.Downstream.OnBehalfOf, in a using, an @inject or in the middle of an expression; a text that begins so, such
    // as the name of an app role, uses nothing.
    [GeneratedRegex(@"(?<![\w.""])Portal\.(?<used>[A-Z]\w*(\.[A-Z]\w*)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Absolute();

    // Downstream.OnBehalfOf: inside namespace Portal.X the compiler finds Portal.Downstream by its short name too.
    [GeneratedRegex(@"(?<![\w.])(?<used>(?<folder>[A-Z]\w*)(\.[A-Z]\w*)*?\.(?<type>[A-Z]\w*))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(class\s+|struct\s+)?(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
