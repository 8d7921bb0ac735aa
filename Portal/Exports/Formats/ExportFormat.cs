using System.Buffers;
using Portal.Contracts.Data;

namespace Portal.Exports.Formats;

/// <summary>A file format that a result can be exported in.</summary>
/// <param name="Name">Its value in the query string and the file name extension.</param>
/// <param name="MaxRows">How many rows such a file can hold; null if there is no limit.</param>
internal sealed record ExportFormat(
    string Name,
    string ContentType,
    int? MaxRows,
    Func<IBufferWriter<byte>, string, IReadOnlyList<DataColumn>, IExportFile> Create)
{
    public static readonly ExportFormat Csv = new(
        ExportRoutes.Csv, "text/csv; charset=utf-8; header=present", null, (body, _, columns) => new CsvFile(body, columns));

    public static readonly ExportFormat Xlsx = new(
        ExportRoutes.Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        XlsxFile.MaxRows,
        (body, title, columns) => new XlsxFile(body, title, columns));

    public static ExportFormat? Find(string? name) => name switch
    {
        ExportRoutes.Csv => Csv,
        ExportRoutes.Xlsx => Xlsx,
        _ => null,
    };
}
