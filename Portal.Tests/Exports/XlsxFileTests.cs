using System.Buffers;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

public sealed class XlsxFileTests
{
    private static readonly XlsxStyle Plain = new(null, IsBold: false);

    [Fact]
    public async Task Worksheet_has_neither_formulas_nor_shared_strings()
    {
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a", title: "=A1")],
            [.. TrickyTexts.Formulas.Select(text => ExportFiles.TextRow(text))]);

        Assert.Empty(ReadXlsx.Elements(file, "f"));
        Assert.DoesNotContain(
            ReadXlsx.Parts(file), part => part.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Title_longer_than_a_cell_is_cut_and_counted()
    {
        var (file, truncated) = await ExportFiles.WriteAsync(
            ExportFormat.Xlsx, [ExportFiles.Column("a", title: new string('x', XlsxText.MaxLength + 1))], []);

        Assert.Equal(1, truncated);
        Assert.Equal(XlsxText.MaxLength, ReadXlsx.All(file)[0].Cells[0].Value.Length);
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("&")]
    [InlineData("\u0001")]
    public async Task Row_larger_than_any_buffer_reads_back_unchanged(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, XlsxText.MaxLength / part.Length));
        var row = JsonElement.Parse(JsonSerializer.Serialize(new { a = text, b = "x" + text[..^2], c = 1 }));

        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("b"), ExportFiles.Column("c", ColumnTypes.WholeNumber)], row);

        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal([text, "x" + text[..^2], "1"], ReadXlsx.All(file)[1].Cells.Select(c => c.Value));
    }

    [Fact]
    public async Task Workbook_is_valid_by_its_schema()
    {
        DataColumn[] columns =
        [
            ExportFiles.Column("a", title: "=Title \0"),
            ExportFiles.Column("n", ColumnTypes.Number, decimals: 2),
            ExportFiles.Column("i", ColumnTypes.WholeNumber),
            ExportFiles.Column("d", ColumnTypes.Date),
            ExportFiles.Column("t", ColumnTypes.Time),
            ExportFiles.Column("b", ColumnTypes.Boolean),
            ExportFiles.Column("o", ColumnTypes.Other),
        ];

        var file = await ExportFiles.XlsxAsync(
            columns,
            JsonElement.Parse("""
                {"a":"=x\u0000","n":-1.50,"i":7,"d":"2026-01-31","t":"2026-01-31T08:00:00Z","b":true,"o":{"x":1}}
                """),
            JsonElement.Parse("""{"i":8}"""));

        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal(["A2", "B2", "C2", "D2", "E2", "F2", "G2"], ReadXlsx.All(file)[1].Cells.Select(c => c.Place));
    }

    [Fact]
    public async Task Header_is_bold_and_frozen_and_filters_every_row()
    {
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a", title: "First"), ExportFiles.Column("b", title: "Second")],
            ExportFiles.TextRow("x"));

        Assert.Equal(["First", "Second"], ReadXlsx.All(file)[0].Cells.Select(c => c.Value));
        Assert.All(ReadXlsx.All(file)[0].Cells, c => Assert.True(c.Style.IsBold));
        Assert.All(ReadXlsx.All(file)[1].Cells, c => Assert.Equal(Plain, c.Style));
        var pane = Assert.Single(ReadXlsx.Elements(file, "pane"));
        Assert.Equal("frozen", (string?)pane.Attribute("state"));
        Assert.Equal("1", (string?)pane.Attribute("ySplit"));
        Assert.Equal("A2", (string?)pane.Attribute("topLeftCell"));
        Assert.Equal("A1:B1048576", (string?)Assert.Single(ReadXlsx.Elements(file, "autoFilter")).Attribute("ref"));
    }

    [Fact]
    public async Task Note_is_the_last_row_of_a_valid_workbook()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var body = new ArrayBufferWriter<byte>();
        using var file = ExportFormat.Xlsx.Create(body, "Sheet", [ExportFiles.Column("a"), ExportFiles.Column("b")]);
        await file.BeginAsync([], cancellation);
        await file.WriteAsync(JsonElement.Parse("""{"a":"x","b":"y"}"""), cancellation);

        await file.WriteNoteAsync("Incomplete: 1 of 10 rows.", cancellation);
        await file.EndAsync(cancellation);

        var workbook = body.WrittenSpan.ToArray();
        Assert.Empty(ReadXlsx.Errors(workbook));
        var note = Assert.Single(ReadXlsx.All(workbook)[^1].Cells);
        Assert.Equal(("A3", "Incomplete: 1 of 10 rows.", true), (note.Place, note.Value, note.Style.IsBold));
    }

    [Fact]
    public async Task Columns_are_as_wide_as_their_values_within_limits()
    {
        var file = await ExportFiles.XlsxAsync(
            [
                ExportFiles.Column("a", title: "A"),
                ExportFiles.Column("b", title: "A title of 21 letters"),
                ExportFiles.Column("c"),
                ExportFiles.Column("d"),
                ExportFiles.Column("e", ColumnTypes.Number),
                ExportFiles.Column("f", ColumnTypes.Time),
            ],
            JsonElement.Parse(JsonSerializer.Serialize(new { c = new string('x', 30), d = new string('x', 300) })));

        Assert.Equal(
            [8, 25, 32, 60, 12, 24], ReadXlsx.Elements(file, "col").Select(c => (double)c.Attribute("width")!));
    }

    [Fact]
    public async Task Columns_after_Z_have_two_and_three_letters()
    {
        var file = await ExportFiles.XlsxAsync([.. Enumerable.Range(0, 703).Select(i => ExportFiles.Column($"c{i}"))]);

        var places = ReadXlsx.All(file)[0].Cells.Select(c => c.Place).ToList();
        Assert.Equal(["A1", "Z1", "AA1", "ZZ1", "AAA1"], ((int[])[0, 25, 26, 701, 702]).Select(i => places[i]));
    }

    [Theory]
    [InlineData("Orders", "Orders")]
    [InlineData("a:b\\c/d?e*f[g]h", "a b c d e f g h")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("History", "Export")]
    [InlineData("", "Export")]
    [InlineData("???", "Export")]
    [InlineData("A title that is longer than Excel likes it", "A title that is longer than Exc")]
    [InlineData("nul\0", "nul")]
    [InlineData("Q&A <1> \uFFFE😀", "Q&A <1>")]
    public async Task Sheet_name_is_one_that_Excel_accepts(string title, string name)
    {
        var (file, _) = await ExportFiles.WriteAsync(ExportFormat.Xlsx, [ExportFiles.Column("a")], [], title);

        Assert.Equal(name, ReadXlsx.SheetName(file));
        Assert.Empty(ReadXlsx.Errors(file));
    }

    [Fact]
    public async Task Workbook_disposed_before_its_end_cannot_be_opened()
    {
        var body = new ArrayBufferWriter<byte>();
        using (var file = ExportFormat.Xlsx.Create(body, "Sheet", [ExportFiles.Column("a")]))
        {
            await file.BeginAsync([], TestContext.Current.CancellationToken);
            await file.WriteAsync(ExportFiles.TextRow("x"), TestContext.Current.CancellationToken);
        }

        Assert.Throws<InvalidDataException>(() => ReadXlsx.Parts(body.WrittenSpan.ToArray()));
    }

    [Fact]
    public void Worksheet_has_room_for_all_rows_of_Excel_but_the_header() =>
        Assert.Equal(1_048_576 - 1, ExportFormat.Xlsx.MaxRows);
}
