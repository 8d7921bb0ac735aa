using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Documents;

namespace Portal.Tests.Downstream;

/// <summary>Random changes of the documents in the corpus: whatever they become, the reader says what it found.</summary>
public sealed class DocumentMutationTests
{
    private static readonly List<string> Texts = [.. Directory.EnumerateFiles(CorpusTests.Folder())
        .Where(f => !f.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly List<string> Json =
        [.. Texts.Select(text => DocumentText.Parse(text)).Select(document => document.RootElement.GetRawText())];

    [Fact]
    public void Changed_document_is_read_or_refused_and_never_silent() => Prop.ForAll(
        Arb.From(
            from document in Gen.Choose(0, Json.Count - 1)
            from mutations in Gen.ListOf(DocumentMutation.Any, 3)
            select (document, mutations)),
        changed =>
        {
            var document = JsonNode.Parse(Json[changed.document])!.AsObject();
            foreach (var mutation in changed.mutations)
                mutation.ApplyTo(document);

            return IsExplained(document.ToJsonString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Changed_text_is_read_or_refused_and_never_silent() => Prop.ForAll(
        Arb.From(
            from document in Gen.Choose(0, Texts.Count - 1)
            from at in Gen.Choose(0, 5_000)
            from length in Gen.Choose(0, 40)
            from inserted in Gen.Elements("", "\0", "\uD800", "{", "[", "&a *a", "<<: ", "\t", ": ", "\"", "- ", "eyJ", "\uFEFF")
            select (document, at, length, inserted)),
        changed =>
        {
            var text = Texts[changed.document];
            var at = changed.at % text.Length;
            return IsExplained(text[..at] + changed.inserted + text[Math.Min(text.Length, at + changed.length)..]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    // An exception of another type fails the test.
    private static bool IsExplained(string text)
    {
        try
        {
            var contract = ContractReader.Read(text);
            var coverage = contract.Coverage;
            return coverage.Operations == coverage.Views + coverage.Rows + coverage.PassedOver.Sum(c => c.Count)
                && coverage.Views == contract.Views.Count
                && coverage.Named.All(o => CoverageText.Reason(o, "Api").Length > 0)
                && CoverageText.Summary(coverage).Contains("operation", StringComparison.Ordinal);
        }
        catch (InvalidDataException exception)
        {
            return exception.Message.Length > 0;
        }
    }
}
