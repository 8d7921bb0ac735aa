using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Alone in the process, since it looks at all that is alive there.</summary>
[Collection(Name)]
public sealed class ExportMemoryTests : IDisposable
{
    public const string Name = "Export memory";

    private const int Early = 10_000;
    private const int Late = 90_000;
    private const long Most = 4 * 1024 * 1024;

    private readonly PagedApi _api = new() { Rows = 100_000 };
    private readonly Export _export = new(Guid.NewGuid(), "t.alice", new FakeTimeProvider());

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Memory_stays_flat_however_many_rows_there_are(string format)
    {
        var alive = new Dictionary<int, long>();
        _api.OnPage = row => alive[row] = row is Early or Late ? GC.GetTotalMemory(forceFullCollection: true) : 0;

        await ExportRun.WriteAsync(
            _export, _api, ExportFormat.Find(format)!, PipeWriter.Create(Stream.Null), TestContext.Current.CancellationToken);

        Assert.Equal(100_000, _export.Rows);
        Assert.InRange(alive[Late] - alive[Early], long.MinValue, Most);
    }
}

[CollectionDefinition(ExportMemoryTests.Name, DisableParallelization = true)]
public sealed class ExportMemory;
