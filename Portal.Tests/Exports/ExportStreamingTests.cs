using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Memory stays bounded because rows leave the writer before it requests more of them.</summary>
public sealed class ExportStreamingTests : IDisposable
{
    private const int PageSize = 1000;
    private const int Pages = 20;

    // The writer sends after 64 KB; a compressor can emit as much again at once.
    private const long MaxUnsent = 2 * 64 * 1024;

    private readonly PagedApi _api = new() { Rows = Pages * PageSize };
    private readonly Export _export = new(Guid.NewGuid(), "t.alice", new FakeTimeProvider());
    private readonly MemoryStream _sent = new();

    public static TheoryData<string> Formats => [ExportRoutes.Csv, ExportRoutes.Xlsx];

    public void Dispose() => _api.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task INJ_06_At_most_one_page_is_held_when_the_next_one_is_requested(string format)
    {
        var held = new List<int>();
        _api.OnPage = firstRow => held.Add(firstRow - SentRows(format));

        await WriteAsync(format);

        Assert.Equal(Pages, held.Count);
        Assert.All(held, rows => Assert.InRange(rows, 0, PageSize));
        Assert.Equal(Pages * PageSize, SentRows(format));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Bytes_that_wait_to_be_sent_are_limited(string format)
    {
        _api.Note = string.Concat(Enumerable.Range(0, 500).Select(i => (char)('a' + (i * i % 23))));

        var body = await WriteAsync(format);

        Assert.InRange(body.PeakUnsent, 1, MaxUnsent);
        Assert.InRange(_sent.Length, MaxUnsent + 1, long.MaxValue);
    }

    private async Task<CountingBody> WriteAsync(string format)
    {
        var body = new CountingBody(PipeWriter.Create(_sent));
        await ExportRun.WriteAsync(
            _export, _api, ExportFormat.Find(format)!, body, TestContext.Current.CancellationToken);
        return body;
    }

    private int SentRows(string format)
    {
        var rows = format == ExportRoutes.Csv
            ? _sent.ToArray().Count(b => b == '\n')
            : Encoding.UTF8.GetString(InflateFirstEntry(_sent.ToArray())).Split("</row>").Length - 1;
        return Math.Max(0, rows - 1);
    }

    // A ZIP archive without its end cannot be opened, but its entries can be read as far as they were sent.
    private static byte[] InflateFirstEntry(byte[] archive)
    {
        const int HeaderLength = 30;
        if (archive.Length < HeaderLength)
            return [];

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(26));
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(28));
        using var content = new MemoryStream(archive);
        content.Position = HeaderLength + nameLength + extraLength;
        using var inflate = new DeflateStream(content, CompressionMode.Decompress);
        var inflated = new MemoryStream();
        var buffer = new byte[256];
        try
        {
            while (inflate.Read(buffer) is var count and > 0)
                inflated.Write(buffer, 0, count);
        }
        catch (InvalidDataException)
        {
            // The entry is not complete yet.
        }

        return inflated.ToArray();
    }

    /// <summary>Counts the bytes that were written and not sent.</summary>
    private sealed class CountingBody(PipeWriter inner) : PipeWriter
    {
        public long PeakUnsent { get; private set; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            inner.Advance(bytes);
            PeakUnsent = Math.Max(PeakUnsent, inner.UnflushedBytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
