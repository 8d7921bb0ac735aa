using Portal.Contracts.Data;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Portal.Exports.Formats;

/// <summary>The styles of a workbook's cells.</summary>
internal sealed class XlsxStyles(Spreadsheet workbook)
{
    public const string DateFormat = "yyyy-mm-dd";
    public const string TimeFormat = "yyyy-mm-dd hh:mm:ss";
    public const string UtcTimeFormat = "yyyy-mm-dd hh:mm:ss\" UTC\"";

    public const string TimeOfDayFormat = "hh:mm:ss";
    public const string DurationFormat = "[h]:mm:ss";

    private const string Fraction = ".000";
    private const string WholeNumberFormat = "0";
    private const int MaxDecimals = 15;

    public StyleId Header { get; } = workbook.AddStyle(new Style { Font = { Bold = true } });

    /// <summary>
    /// For text that looks like a formula: in a cell with Excel's Text format it stays text even after somebody edits it.
    /// </summary>
    public StyleId Text { get; } =
        workbook.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) });

    public StyleId Date { get; } = AddFormat(workbook, DateFormat);

    public StyleId Time { get; } = AddFormat(workbook, TimeFormat);

    public StyleId UtcTime { get; } = AddFormat(workbook, UtcTimeFormat);

    public StyleId TimeOfDay { get; } = AddFormat(workbook, TimeOfDayFormat);

    public StyleId TimeOfDayWithFraction { get; } = AddFormat(workbook, TimeOfDayFormat + Fraction);

    public StyleId Duration { get; } = AddFormat(workbook, DurationFormat);

    public StyleId DurationWithFraction { get; } = AddFormat(workbook, DurationFormat + Fraction);

    /// <summary>The style of a column's numbers; without one, Excel shows as many digits as fit.</summary>
    public StyleId? NumberOf(DataColumn column) => column switch
    {
        { Type: ColumnTypes.WholeNumber } => AddFormat(workbook, WholeNumberFormat),
        { Decimals: > 0 and <= MaxDecimals } => AddFormat(workbook, "0." + new string('0', column.Decimals.Value)),
        _ => null,
    };

    private static StyleId AddFormat(Spreadsheet workbook, string format) =>
        workbook.AddStyle(new Style { Format = NumberFormat.Custom(format) });
}
