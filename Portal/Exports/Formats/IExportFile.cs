using System.Text.Json;

namespace Portal.Exports.Formats;

/// <summary>
/// A file that is written row by row into a buffer; who owns the buffer empties it in between. Only a file that was
/// ended is whole: disposing one that was not leaves it broken off.
/// </summary>
internal interface IExportFile : IDisposable
{
    /// <summary>Texts that were longer than a cell can be, and were cut.</summary>
    int Shortened { get; }

    /// <param name="sample">Some of the rows to come; a file may fit its columns to them.</param>
    void Begin(IReadOnlyList<JsonElement> sample);

    void Write(JsonElement row);

    void End();
}
