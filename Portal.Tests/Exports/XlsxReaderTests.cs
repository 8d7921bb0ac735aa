using System.Globalization;
using System.Text;
using System.Text.Json;
using ExcelDataReader;
using Portal.Contracts.Data;

namespace Portal.Tests.Exports;

/// <summary>Values of every type, read back by a library that reads workbooks for other programs.</summary>
public sealed class XlsxReaderTests
{
    // The library needs it for old file formats, which it does not read here.
    static XlsxReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(ColumnTypes.WholeNumber, "999999999999999", 999999999999999d)]
    [InlineData(ColumnTypes.WholeNumber, "18446744073709551615", "18446744073709551615")]
    [InlineData(ColumnTypes.WholeNumber, "\"-42\"", -42d)]
    [InlineData(ColumnTypes.Number, "1250.50", 1250.5)]
    [InlineData(ColumnTypes.Number, "1234567890123.4567", "1234567890123.4567")]
    [InlineData(ColumnTypes.Boolean, "true", true)]
    [InlineData(ColumnTypes.Uuid, "\"01234567-89ab-cdef-0123-456789abcdef\"", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData(ColumnTypes.TimeOfDay, "\"08:30:00Z\"", "08:30:00Z")]
    [InlineData(ColumnTypes.TimeOfDay, "\"24:00:00\"", "24:00:00")]
    [InlineData(ColumnTypes.TimeOfDay, "\"08:30:00.0001\"", "08:30:00.0001")]
    [InlineData(ColumnTypes.Duration, "\"P1M\"", "P1M")]
    [InlineData(ColumnTypes.Duration, "\"-PT1H\"", "-PT1H")]
    [InlineData(ColumnTypes.Duration, "\"PT0.0000001S\"", "PT0.0000001S")]
    [InlineData(ColumnTypes.Duration, "\"P2958466D\"", "P2958466D")]
    [InlineData(ColumnTypes.Duration, "\"PT\"", "PT")]
    [InlineData(ColumnTypes.Duration, "\"5\"", "5")]
    [InlineData(ColumnTypes.Text, "\"=1+1 \\u0001 _x0041_\"", "=1+1 \u0001 _x0041_")]
    [InlineData(ColumnTypes.Time, "\"9999-12-31T23:59:59.9999999Z\"", "9999-12-31T23:59:59.9999999Z")]
    [InlineData(ColumnTypes.Date, "\"1899-12-31\"", "1899-12-31")]
    public async Task Value_keeps_its_type(string type, string json, object value) =>
        Assert.Equal(value, await ReadAsync(type, json));

    [Theory]
    [InlineData(ColumnTypes.Date, "1990-05-01", "1990-05-01 00:00:00")]
    [InlineData(ColumnTypes.Date, "1990-05-01T00:00:00Z", "1990-05-01 00:00:00")]
    [InlineData(ColumnTypes.Date, "1990-05-01T00:00:00-11:00", "1990-05-01 00:00:00")]
    [InlineData(ColumnTypes.Date, "9999-12-31", "9999-12-31 00:00:00")]
    [InlineData(ColumnTypes.Time, "2026-01-31T08:00:30+02:00", "2026-01-31 06:00:30")]
    [InlineData(ColumnTypes.Time, "9999-12-31T23:59:59Z", "9999-12-31 23:59:59")]
    public async Task Date_is_a_date(string type, string text, string date)
    {
        var value = Assert.IsType<DateTime>(await ReadAsync(type, JsonSerializer.Serialize(text)));

        Assert.Equal(date, value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(ColumnTypes.TimeOfDay, "00:00", "00:00:00")]
    [InlineData(ColumnTypes.TimeOfDay, "08:30:00", "08:30:00")]
    [InlineData(ColumnTypes.TimeOfDay, "23:59:59.999", "23:59:59.9990000")]
    [InlineData(ColumnTypes.Duration, "PT1H30M", "01:30:00")]
    [InlineData(ColumnTypes.Duration, "P2DT0.5S", "2.00:00:00.5000000")]
    [InlineData(ColumnTypes.Duration, "P1W", "7.00:00:00")]
    [InlineData(ColumnTypes.Duration, "1.02:03:04", "1.02:03:04")]
    [InlineData(ColumnTypes.Duration, "PT36H", "1.12:00:00")]
    public async Task Time_is_a_time(string type, string text, string time)
    {
        var value = await ReadAsync(type, JsonSerializer.Serialize(text)) switch
        {
            DateTime day => day.TimeOfDay,
            TimeSpan span => span,
            var other => throw new InvalidOperationException($"{other?.GetType()} {other}"),
        };

        // The library truncates a double to a hundred nanoseconds.
        Assert.Equal(time, TimeSpan.FromMilliseconds(Math.Round(value.TotalMilliseconds)).ToString("c"));
    }

    private static async Task<object?> ReadAsync(string type, string json)
    {
        var file = await ExportFiles.XlsxAsync([ExportFiles.Column("a", type)], ExportFiles.Row(json));
        Assert.Empty(ReadXlsx.Errors(file));
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        Assert.True(reader.Read() && reader.Read());
        return reader.GetValue(0);
    }
}
