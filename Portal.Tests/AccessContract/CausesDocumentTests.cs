using System.Runtime.CompilerServices;
using System.Text;
using AccessContract.Checks;
using Portal.Components.Access;
using Portal.Tests.AppB;

namespace Portal.Tests.AccessContract;

/// <summary>docs/causes.md is written from the table of causes and from the tokens that the tests try.</summary>
public sealed class CausesDocumentTests
{
    private const string UpdateVariable = "UPDATE_DOCS";

    [Fact]
    public async Task Document_lists_every_cause_and_the_tokens_that_show_it()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/causes.md");
        var expected = Document();
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
            await File.WriteAllTextAsync(file, expected, TestContext.Current.CancellationToken);

        var actual = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        Assert.True(
            actual.ReplaceLineEndings() == expected.ReplaceLineEndings(),
            $"docs/causes.md is out of date. Run this test with {UpdateVariable}=1 to write it.");
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # Why a token is refused

            Each row is one cause, in the order of the checks. The fix depends on the cause alone. The last column lists
            the tokens with this cause that `Portal.Tests/AppB/TokenCases*.cs` sends to AppB and explains in the portal;
            both must name the same check. This page is written from the code: `AccessContract/Checks/Causes.cs`.


            """);
        foreach (var check in Causes.All.GroupBy(c => c.Check))
        {
            text.AppendLine(null, $"## {VerdictText.Title(check.Key)}").AppendLine()
                .AppendLine("| Cause | Code | Who can fix it | Fix | Tokens |").AppendLine("|---|---|---|---|---|");
            foreach (var cause in check)
                text.AppendLine(null, $"| {cause.Title} | `{cause.Code}` | {Who(cause.Owner)} | {Fix(cause)} | {Tokens(cause)} |");
            text.AppendLine();
        }

        return text.ToString().TrimEnd() + Environment.NewLine;
    }

    private static string Who(FixOwner owner) => owner switch
    {
        FixOwner.You => "the user",
        FixOwner.Administrator => "an administrator",
        FixOwner.ClientDeveloper => "the developer of the client",
        FixOwner.ApiDeveloper => "the developer of the API",
        _ => "the operator",
    };

    private static string Fix(Cause cause)
    {
        var fix = cause.ToFix("the API", ["…"]);
        return char.ToUpperInvariant(fix.Instructions[0]) + fix.Instructions[1..] + (fix.Setting is { } setting ? $" Setting: `{setting}`." : "");
    }

    private static string Tokens(Cause cause) => string.Join("; ", TokenCases.All.Where(c => c.Cause == cause.Code).Select(c => c.Name));

    private static string Here([CallerFilePath] string path = "") => path;
}
