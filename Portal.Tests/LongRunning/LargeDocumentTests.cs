using System.Diagnostics;
using System.Text;
using Portal.Downstream.Contract;

namespace Portal.Tests.LongRunning;

/// <summary>How long the portal takes to read an OpenAPI document of 20 MB.</summary>
[Collection(LoadGroup.Name)]
public sealed class LargeDocumentTests
{
    private const int Operations = 10_000;
    private const int MaxBytes = 20 * 1024 * 1024;

    private const string Operation = """
        {"get":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/S{i}"}}}}}}}}
        """;

    private const string Schema = """
        {"type":"object","properties":{"id":{"type":"integer"},"next":{"$ref":"#/components/schemas/S{i}"},{properties}}}
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public void Document_of_20_MB_is_read_in_seconds(bool yaml)
    {
        var document = Document(yaml);

        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var contract = ContractReader.Read(document);
        watch.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{(yaml ? "YAML" : "JSON")}, {document.Length / 1024.0 / 1024:0.0} MB, {Operations} operations: "
            + $"{watch.Elapsed.TotalSeconds:0.00} s, {(GC.GetTotalAllocatedBytes() - before) / 1024.0 / 1024:0} MB allocated");

        Assert.Equal(ViewReader.MaxViews, contract.Views.Count);
        Assert.Equal(Operations, contract.Coverage.Operations);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }

    // Each operation has a schema of its own that refers to the next one, with enough text to fill the document.
    private static byte[] Document(bool yaml)
    {
        var text = new StringBuilder(yaml ? "openapi: 3.0.3\npaths:\n" : "{\"openapi\":\"3.0.3\",\"paths\":{");
        for (var i = 0; i < Operations; i++)
        {
            var operation = Operation.Replace("{i}", $"{i}", StringComparison.Ordinal);
            text.Append(yaml ? $"  /things/{i}: {operation}\n" : $"{(i == 0 ? "" : ",")}\"/things/{i}\":{operation}");
        }

        text.Append(yaml ? "components:\n  schemas:\n" : "},\"components\":{\"schemas\":{");
        var words = new string('w', (MaxBytes - text.Length) / Operations / 6 - 40);
        for (var i = 0; i < Operations; i++)
        {
            var properties = string.Join(",", Enumerable.Range(0, 6)
                .Select(p => $"\"p{p}\":{{\"type\":\"string\",\"description\":\"{words}\"}}"));
            var schema = Schema.Replace("{i}", $"{(i + 1) % Operations}", StringComparison.Ordinal)
                .Replace("{properties}", properties, StringComparison.Ordinal);
            text.Append(yaml ? $"    S{i}: {schema}\n" : $"{(i == 0 ? "" : ",")}\"S{i}\":{schema}");
        }

        return Encoding.UTF8.GetBytes(text.Append(yaml ? "" : "}}}").ToString());
    }
}
