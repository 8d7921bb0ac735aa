using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Portal.Contracts.Problems;
using Portal.Exports;
using Portal.Exports.Formats;
using Portal.Problems;

namespace Portal.Tests.Exports;

public sealed class ExportWriterTests : IDisposable
{
    private readonly PagedApi _api = new();
    private readonly Export _export = new(Guid.NewGuid(), "t.alice", new FakeTimeProvider());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData(ExportRoutes.Csv)]
    [InlineData(ExportRoutes.Xlsx)]
    public async Task Next_page_is_not_requested_until_the_browser_has_taken_the_previous_one(string format)
    {
        _api.Rows = 100_000;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));

        var writing = WriteAsync(ExportFormat.Find(format)!, pipe.Writer);

        // Everything before the pause runs synchronously: the stub responds without waiting.
        Assert.False(writing.IsCompleted);
        Assert.Single(_api.Requests);
        _export.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task Closed_connection_ends_the_export()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(ExportFormat.Xlsx, pipe.Writer));
    }

    [Fact]
    public async Task Export_fails_when_the_worksheet_is_full()
    {
        var small = ExportFormat.Xlsx with { MaxRows = 1500 };

        var exception = await Assert.ThrowsAsync<ProblemException>(
            () => WriteAsync(small, PipeWriter.Create(Stream.Null)));

        Assert.Equal(ProblemCodes.ExportTooLarge, exception.Problem.Code);
        Assert.Equal(1500, _export.Rows);
    }

    [Fact]
    public async Task Truncated_workbook_cannot_be_opened()
    {
        _api.Refused[1000] = new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long");
        var file = new MemoryStream();

        await Assert.ThrowsAsync<ProblemException>(() => WriteAsync(ExportFormat.Xlsx, PipeWriter.Create(file)));

        Assert.ThrowsAny<InvalidDataException>(() => ReadXlsx.All(file.ToArray()));
    }

    private Task WriteAsync(ExportFormat format, PipeWriter body) =>
        ExportRun.WriteAsync(_export, _api, format, body, Cancellation);
}
