using System.Text.Json;

namespace Portal.Exports.Formats;

/// <summary>
/// A file that is written row by row into a buffer; the owner of the buffer sends its content in between. A file is
/// complete only after <see cref="EndAsync"/>; disposed before that, it stays truncated.
/// </summary>
internal interface IExportFile : IDisposable
{
    /// <summary>How many texts were cut because a cell cannot hold them.</summary>
    int Truncated { get; }

    /// <param name="sample">Some of the rows to come; a file may fit its column widths to them.</param>
    ValueTask BeginAsync(IReadOnlyList<JsonElement> sample, CancellationToken cancellationToken);

    ValueTask WriteAsync(JsonElement row, CancellationToken cancellationToken);

    /// <summary>Adds a line for people, in the first column.</summary>
    ValueTask WriteNoteAsync(string text, CancellationToken cancellationToken);

    ValueTask EndAsync(CancellationToken cancellationToken);
}
