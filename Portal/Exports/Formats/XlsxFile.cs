using System.Buffers;
using System.Text.Json;
using Portal.Contracts.Data;
using SpreadCheetah;
using SpreadCheetah.Worksheets;

namespace Portal.Exports.Formats;

/// <summary>
/// An Excel workbook with one worksheet: typed cells, a bold frozen header, a filter on all columns. Texts are inline
/// strings: unlike shared strings they need no table that grows with the rows, and no spreadsheet reads them as formulas.
/// </summary>
internal sealed class XlsxFile(IBufferWriter<byte> body, string title, IReadOnlyList<DataColumn> columns) : IExportFile
{
    /// <summary>The capacity of a worksheet, without the header.</summary>
    public const int MaxRows = 1_048_575;

    private readonly BufferStream _stream = new(body);
    private readonly StyledCell[] _row = new StyledCell[columns.Count];
    private Started? _started;

    public int Truncated => _started?.Cells.Truncated ?? 0;

    public async ValueTask BeginAsync(IReadOnlyList<JsonElement> sample, CancellationToken cancellationToken)
    {
        var options = new SpreadCheetahOptions
        {
            DocumentProperties = null,
            PreserveStringWhitespace = true,
            WriteCellReferenceAttributes = true,
        };
        var workbook = await Spreadsheet.CreateNewAsync(_stream, options, cancellationToken);
        var styles = new XlsxStyles(workbook);
        var cells = new XlsxCells(styles);
        _started = new Started(workbook, cells, [.. columns.Select(c => new XlsxColumn(c, styles.NumberOf(c)))]);

        await workbook.StartWorksheetAsync(XlsxText.SheetName(title), Worksheet(_started.Columns, sample), cancellationToken);
        for (var i = 0; i < _row.Length; i++)
            _row[i] = cells.Header(columns[i].Title);

        await workbook.AddRowAsync(_row.AsMemory(), cancellationToken);
    }

    public ValueTask WriteAsync(JsonElement row, CancellationToken cancellationToken)
    {
        var (workbook, cells, xlsxColumns) = Begun;
        for (var i = 0; i < _row.Length; i++)
            _row[i] = RowValue.Of(row, columns[i]) is { } value ? cells.Value(value, xlsxColumns[i]) : default;

        return workbook.AddRowAsync(_row.AsMemory(), cancellationToken);
    }

    public ValueTask WriteNoteAsync(string text, CancellationToken cancellationToken)
    {
        var (workbook, cells, _) = Begun;
        Array.Clear(_row);
        if (_row.Length > 0)
            _row[0] = cells.Header(text);

        return workbook.AddRowAsync(_row.AsMemory(), cancellationToken);
    }

    public ValueTask EndAsync(CancellationToken cancellationToken) => Begun.Workbook.FinishAsync(cancellationToken);

    // The stream first: closing the ZIP archive writes its directory, which would make a truncated file look complete.
    public void Dispose()
    {
        _stream.Dispose();
        _started?.Workbook.Dispose();
    }

    private Started Begun => _started ?? throw new InvalidOperationException("The file was not begun.");

    private static WorksheetOptions Worksheet(IReadOnlyList<XlsxColumn> columns, IReadOnlyList<JsonElement> sample)
    {
        // SpreadCheetah needs the range before the number of rows is known, so the filter covers whole columns.
        var lastColumn = SpreadsheetUtility.GetColumnName(columns.Count);
        var options = new WorksheetOptions
        {
            FrozenRows = 1,
            AutoFilter = new AutoFilterOptions($"A1:{lastColumn}{MaxRows + 1}"),
        };
        for (var i = 0; i < columns.Count; i++)
            options.Column(i + 1).Width = columns[i].Width(sample);

        return options;
    }

    private sealed record Started(Spreadsheet Workbook, XlsxCells Cells, IReadOnlyList<XlsxColumn> Columns);
}
