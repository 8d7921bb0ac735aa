using System.Buffers;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>A kind of file that a result can be exported as.</summary>
/// <param name="Name">How addresses call it, and the end of the file's name.</param>
/// <param name="MaxRows">How many rows such a file can hold; null where there is no limit.</param>
internal sealed record ExportFormat(
    string Name,
    string ContentType,
    int? MaxRows,
    Func<IBufferWriter<byte>, string, IReadOnlyList<DataColumn>, IExportFile> Create)
{
    public static readonly ExportFormat Csv = new(
        "csv", "text/csv; charset=utf-8; header=present", null, (body, _, columns) => new CsvFile(body, columns));

    public static readonly ExportFormat Xlsx = new(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        XlsxFile.MostRows,
        (body, title, columns) => new XlsxFile(body, title, columns));

    public static ExportFormat? Find(string? name) => name switch
    {
        "csv" => Csv,
        "xlsx" => Xlsx,
        _ => null,
    };
}
