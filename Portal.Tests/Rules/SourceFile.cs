using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>A source file of the repository. Its lines come without their comments.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Text">The whole text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string Root = FindRoot();
    private static readonly string[] Generated = ["bin", "obj", "TestResults", "node_modules"];

    public IEnumerable<SourceLine> Lines() => WithoutBlockComments(Text)
        .Split('\n')
        .Select((text, index) => new SourceLine(this, index + 1, LineComment().Replace(text, "").Trim()))
        .Where(line => line.Text.Length > 0);

    /// <summary>
    /// All files in <paramref name="folder"/> and its subfolders whose names have one of the
    /// <paramref name="endings"/>.
    /// </summary>
    public static IReadOnlyList<SourceFile> ReadAll(string folder, params string[] endings)
    {
        var start = System.IO.Path.Combine(Root, folder);
        return !Directory.Exists(start)
            ? []
            : [.. Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(path => !path.Split('/').Intersect(Generated, StringComparer.Ordinal).Any())
                .Order(StringComparer.Ordinal)
                .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(Root, path))))];
    }

    // Keeps the line breaks of the comments, so that line numbers stay correct.
    private static string WithoutBlockComments(string text) =>
        BlockComment().Replace(text, comment => new string('\n', comment.Value.Count(c => c == '\n')));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Portal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} contains Portal.sln.");
    }

    [GeneratedRegex(
        @"@\*.*?\*@|<!--.*?-->|(?<![*/\w""])/\*.*?\*/", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockComment();

    // Not the slashes of https://.
    [GeneratedRegex("(?<!:)//.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineComment();
}

/// <summary>A line of a file, without its comment.</summary>
internal sealed record SourceLine(SourceFile File, int Number, string Text)
{
    public string Breaks(string rule) => $"{File.Path}:{Number}: {rule}\n    {Text}";
}
