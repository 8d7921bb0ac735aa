using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Portal.Downstream.Dialect;

namespace Portal.Benchmarks.Micro;

/// <summary>Reading a page of 50 orders: where its rows are, as the portal does, against objects and back.</summary>
#pragma warning disable MA0053 // BenchmarkDotNet does not accept a sealed class.
public class PageOperations
#pragma warning restore MA0053
{
    private static readonly DataProtocol Protocol = new("value", "@odata.count", Next: "@odata.nextLink");

    private byte[] _page = [];

    [GlobalSetup]
    public void Setup() => _page = JsonSerializer.SerializeToUtf8Bytes(
        new Page([.. Enumerable.Range(1, 50).Select(Order.Example)]), JsonSerializerOptions.Web);

    [Benchmark(Baseline = true)]
    public int FindRows() => PageParts.Read(_page, Protocol).RowCount;

    [Benchmark]
    public int DeserializeAndSerialize() => JsonSerializer.SerializeToUtf8Bytes(
        JsonSerializer.Deserialize<Page>(_page, JsonSerializerOptions.Web), JsonSerializerOptions.Web).Length;

    private sealed record Page(IReadOnlyList<Order> Value);

    private sealed record Order(
        long Id,
        string Number,
        long CustomerId,
        string CustomerName,
        string Status,
        DateOnly PlacedOn,
        decimal Total,
        string Currency,
        string? Note)
    {
        public static Order Example(int id) => new(
            id,
            $"ORD-{id:000000}",
            id * 7,
            $"Customer {id}",
            "Shipped",
            new(2026, 1, 1),
            1234.5m + id,
            "EUR",
            "Please ring twice");
    }
}
