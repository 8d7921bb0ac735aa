using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AccessContract;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

/// <summary>
/// Documents of the shapes that public APIs have, in the folder Corpus. Next to each is what the portal reads from it:
/// its views with columns and requirements, and what was passed over. With <c>WRITE_CORPUS=1</c> the test writes these
/// files; read the difference before you commit it.
/// </summary>
public sealed class CorpusTests
{
    private const string Expected = ".expected.txt";

    /// <summary>The text of a document of the corpus.</summary>
    /// <param name="name">Without its extension.</param>
    internal static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(
        Directory.EnumerateFiles(Folder(), $"{name}.*").Single(f => !f.EndsWith(Expected, StringComparison.Ordinal)),
        TestContext.Current.CancellationToken);

    public static TheoryData<string> Documents =>
        [
            .. Directory.EnumerateFiles(Folder()).Select(Path.GetFileName).OfType<string>()
                .Where(f => !f.EndsWith(Expected, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_gives_its_views_and_reasons(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var expected = Path.Combine(Folder(), Path.GetFileNameWithoutExtension(file) + Expected);

        var read = Describe(ContractReader.Read(await File.ReadAllBytesAsync(Path.Combine(Folder(), file), cancellation)));

        if (Environment.GetEnvironmentVariable("WRITE_CORPUS") == "1")
            await File.WriteAllTextAsync(expected, read, cancellation);

        Assert.Equal(await File.ReadAllTextAsync(expected, cancellation), read);
    }

    [Fact]
    public void Corpus_has_at_least_forty_documents() => Assert.True(Documents.Count >= 40, $"{Documents.Count}");

    internal static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus");

    private static string Describe(ApiContract contract)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{contract.Title}\n{CoverageText.Summary(contract.Coverage)}\n");
        foreach (var view in contract.Views)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{view.View.Name}: {string.Join(", ", view.View.Columns.Select(c => c.Name))}\n");
            text.Append(CultureInfo.InvariantCulture, $"  GET {view.Path}{Fixed(view)}, rows in {view.Protocol.Rows ?? "the response"}\n");
            foreach (var (name, value) in view.Headers)
                text.Append(CultureInfo.InvariantCulture, $"  sends {name}: {value}\n");
            if (view.View.Row is { } row)
                text.Append(CultureInfo.InvariantCulture, $"  GET {view.RowPath} by {row.Key}{(view.RowPlace is { } place ? $", row in {place}" : "")}\n");
            if (view.View.Row?.Change is { } change)
                text.Append(CultureInfo.InvariantCulture, $"  PATCH {string.Join(", ", change.Fields.Select(f => f.Name))}\n");
            foreach (var alternative in view.View.Required)
                text.Append(CultureInfo.InvariantCulture, $"  requires {Describe(alternative)}\n");
        }

        if (contract.Coverage.Named.Count > 0)
            text.Append("\npassed over\n");
        foreach (var operation in contract.Coverage.Named)
            text.Append(CultureInfo.InvariantCulture, $"  GET {operation.Path} {CoverageText.Reason(operation, "Api")}\n");

        return text.ToString();
    }

    private static string Fixed(ContractView view) =>
        view.Required.Count == 0 ? "" : $"?{string.Join('&', view.Required.Select(r => $"{r.Key}={r.Value}"))}";

    private static string Describe(AccessAlternative alternative) => string.Join("; ", new[]
    {
        $"a token of {(alternative.TokenKind == TokenKind.App ? "an app" : "a user")}",
        alternative.Scopes.Count > 0 ? $"scopes {string.Join(", ", alternative.Scopes)}" : "",
        alternative.Roles.Count > 0 ? $"roles {string.Join(", ", alternative.Roles)}" : "",
        string.Join(" and ", alternative.OtherCredentials ?? []),
    }.Where(part => part.Length > 0));
}
