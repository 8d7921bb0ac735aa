using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Portal.Client;
using Portal.Contracts;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

public sealed class ExportWriterTests : IDisposable
{
    private readonly PagedApi _api = new();
    private readonly Export _export = new(Guid.NewGuid(), "t.alice", new FakeTimeProvider());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task No_page_is_asked_for_before_the_browser_took_the_one_before()
    {
        _api.Rows = 100_000;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 16 * 1024, resumeWriterThreshold: 8 * 1024));

        var writing = WriteAsync(ExportFormat.Csv, pipe.Writer);

        // Everything before the pause runs at once: the stub answers without waiting.
        Assert.False(writing.IsCompleted);
        Assert.Single(_api.Asked);
        _export.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Single(_api.Asked);
    }

    [Fact]
    public async Task Browser_that_has_gone_ends_it()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(ExportFormat.Xlsx, pipe.Writer));
    }

    [Fact]
    public async Task Full_sheet_ends_it_in_words()
    {
        var small = ExportFormat.Xlsx with { MaxRows = 1500 };

        var exception = await Assert.ThrowsAsync<PortalApiException>(() => WriteAsync(small, PipeWriter.Create(Stream.Null)));

        Assert.Equal(ProblemCodes.ExportTooLarge, exception.Problem.Code);
        Assert.Equal(1500, _export.Rows);
    }

    [Fact]
    public async Task Broken_off_workbook_cannot_be_opened()
    {
        _api.Refused[1000] = new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long");
        var file = new MemoryStream();

        await Assert.ThrowsAsync<PortalApiException>(() => WriteAsync(ExportFormat.Xlsx, PipeWriter.Create(file)));

        Assert.ThrowsAny<InvalidDataException>(() => ReadXlsx.All(file.ToArray()));
    }

    private Task WriteAsync(ExportFormat format, PipeWriter body) => WrittenExport.WriteAsync(_export, _api, format, body, Cancellation);
}
