using System.Xml.Linq;

namespace Portal.Tests.Rules;

/// <summary>The apps communicate over HTTP only: their projects do not reference one another.</summary>
public sealed class ProjectRulesTests
{
    private const string Everything = "*";

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Portal"] = ["AccessContract", "AccessContract.AspNetCore", "ServiceDefaults", "IdentityWeb.StandIn"],
        ["AccessContract"] = [],
        ["AccessContract.AspNetCore"] = ["AccessContract"],
        ["AppB.Sample"] = ["AccessContract.AspNetCore", "ServiceDefaults"],
        ["Entra.Emulator"] = ["ServiceDefaults"],
        ["Background.Sample"] = ["ServiceDefaults", "IdentityWeb.StandIn"],
        ["ServiceDefaults"] = [],
        ["IdentityWeb.StandIn"] = [],
        ["Demo"] = [Everything],
        ["Portal.Benchmarks"] = [Everything],
        ["Portal.Fuzzing"] = [Everything],
        ["Portal.Tests"] = [Everything],
    };

    public static TheoryData<string> Projects() =>
        [.. SourceFile.ReadAll(".", ".csproj").Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void EMU_08_Project_references_only_what_it_may(string path)
    {
        var project = Path.GetFileNameWithoutExtension(path);
        Assert.True(
            MayReference.ContainsKey(project),
            $"{path}: {project} has no row in MayReference. Add one that lists the projects it may reference.");
        var allowed = MayReference[project];

        var wrong = Items(path, "ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))
            .Where(reference => !allowed.Contains(Everything) && !allowed.Contains(reference))
            .Select(reference => $"{path}: {project} must not reference {reference}")
            .ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_has_no_global_using_of_the_portal(string path)
    {
        if (path.StartsWith("Portal.Tests/", StringComparison.Ordinal))
            return;

        Assert.DoesNotContain(
            Items(path, "Using"), item => item.StartsWith("Portal.", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Items(string path, string name) =>
        XDocument.Parse(SourceFile.ReadAll(".", ".csproj").Single(file => file.Path == path).Text)
            .Descendants(name)
            .Select(item => item.Attribute("Include")?.Value ?? "");
}
