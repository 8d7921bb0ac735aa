using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Portal.Tests.Deployment;

/// <summary>The files in <c>deploy</c>, and the settings that the documents list.</summary>
internal static partial class DeploymentFiles
{
    private static readonly string[] Documents = ["settings.md", "telemetry.md", "containers.md"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, "deploy", path));

    public static IEnumerable<string> In(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, "deploy", folder), pattern).Order(StringComparer.Ordinal);

    /// <summary>A YAML document as dictionaries, lists and texts, with its merge keys applied.</summary>
    public static Dictionary<object, object> Yaml(string path) => new DeserializerBuilder()
        .Build()
        .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Read(path)))));

    /// <summary>Patterns of the keys in the first column of the documents' tables.</summary>
    public static IReadOnlyList<Regex> DocumentedSettings() =>
    [
        .. Documents.SelectMany(file => Key().Matches(File.ReadAllText(Path.Combine(Root, "docs", file))))
            .Select(match => Pattern(match.Groups["key"].Value)),
    ];

    /// <summary>The settings key of an environment variable.</summary>
    public static string SettingOf(string variable) => variable.Replace("__", ":", StringComparison.Ordinal);

    // {name} stands for one part of the key, * for the rest. A list has its index at the end.
    private static Regex Pattern(string key)
    {
        var pattern = Regex.Escape(key).Replace("\\*", ".+", StringComparison.Ordinal);
        return new Regex(
            $"^{Placeholder().Replace(pattern, "[^:]+")}(:\\d+)?$", RegexOptions.None, matchTimeout: TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex("`(?<key>[A-Za-z][A-Za-z0-9_:{}*,]+)(=[^`]*)?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\\\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    private static string Here([CallerFilePath] string path = "") => path;
}
