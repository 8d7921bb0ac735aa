using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Rows;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Rows;

/// <summary>Inputs for every field type of a contract.</summary>
public sealed class RowChangeInputTests : RowChangeTest
{
    [Theory]
    [InlineData(ColumnTypes.Text, "text", "a note", "\"a note\"")]
    [InlineData(ColumnTypes.WholeNumber, "text", "12", "12")]
    [InlineData(ColumnTypes.Number, "text", "12.50", "12.50")]
    [InlineData(ColumnTypes.Date, "date", "2026-03-01", "\"2026-03-01\"")]
    [InlineData(ColumnTypes.Time, "datetime-local", "2026-03-01T12:30", "\"2026-03-01T12:30:00Z\"")]
    public void Value_is_sent_in_its_json_type(string type, string input, string typed, string sent)
    {
        var row = OpenField(Field(type));
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order(), "\"2\"");

        Assert.Equal(input, Input(row).GetAttribute("type"));
        Input(row).Change(typed);
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal($$"""{"value":{{sent}}}""", Assert.Single(Api.Changes).Body);
    }

    [Theory]
    [InlineData(ColumnTypes.WholeNumber, "12.5", "This must be a whole number")]
    [InlineData(ColumnTypes.Number, "much", "This must be a number")]
    [InlineData(ColumnTypes.Date, "tomorrow", "This must be a date")]
    [InlineData(ColumnTypes.Time, "noon", "This must be a date and a time")]
    [InlineData(ColumnTypes.Text, "  ", "Enter a value")]
    public void Invalid_value_is_reported_at_its_field_and_kept(string type, string typed, string expected)
    {
        var row = OpenField(Field(type));

        Input(row).Change(typed);
        row.Find("form").Submit();

        Assert.Contains(expected, Input(row).Description());
        Assert.Equal("true", Input(row).GetAttribute("aria-invalid"));
        Assert.Equal(typed, Input(row).GetAttribute("value"));
        Assert.Empty(Api.Changes);
    }

    [Fact]
    public void Number_is_shown_and_typed_in_the_format_of_the_visitor()
    {
        Services.GetRequiredService<VisitorCulture>().Use("de-DE");
        var row = OpenField(Field(ColumnTypes.Number));
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order(), "\"2\"");

        Input(row).Change("1.250,50");
        Assert.Equal("1250,50", Input(row).GetAttribute("value"));
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal("""{"value":1250.50}""", Assert.Single(Api.Changes).Body);
    }

    [Fact]
    public void Boolean_is_a_choice()
    {
        var row = OpenField(Field(ColumnTypes.Boolean));
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order(), "\"2\"");

        Assert.Equal(["Yes", "No"], row.FindAll("form label").Select(l => l.TextContent.Trim()));
        Choose(row, "false");
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal("""{"value":false}""", Assert.Single(Api.Changes).Body);
    }

    [Fact]
    public void Many_values_are_a_dropdown()
    {
        var row = OpenField(
            Field(ColumnTypes.Text) with { Values = [.. Enumerable.Range(1, 12).Select(i => $"v{i}")] });
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order(), "\"2\"");

        row.Find("select").Change("v7");
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal("""{"value":"v7"}""", Assert.Single(Api.Changes).Body);
    }

    [Fact]
    public void Only_changes_are_sent_and_a_cleared_value_is_null()
    {
        var change = RowSamples.ChangeStatus with
        {
            Fields =
            [
                Field(ColumnTypes.Text) with { Name = "note", Required = false },
                Field(ColumnTypes.Number) with { Name = "total", Required = false },
            ],
        };
        var row = Open(RowSamples.Order(note: "before"), change);
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order(), "\"2\"");
        OpenForm(row);

        Input(row).Change("");
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal(JsonValueKind.Null, Sent().GetProperty("note").ValueKind);
        Assert.False(Sent().TryGetProperty("total", out _));
    }

    [Fact]
    public void Saving_without_a_change_sends_nothing()
    {
        var row = OpenField(Field(ColumnTypes.Text) with { Name = "note", Required = false });

        row.Find("form").Submit();

        Assert.Contains("There are no changes to save.", TextOf(row));
        Assert.Empty(Api.Changes);
    }

    [Theory]
    [InlineData("\"Paid\"")]
    [InlineData("17")]
    [InlineData("null")]
    public void Invalid_next_values_fall_back_to_the_contract(string next)
    {
        using var order = JsonDocument.Parse($$"""{"number":"ORD-7","status":"New","nextStatuses":{{next}}}""");
        var row = Open(order.RootElement.Clone());

        OpenForm(row);

        Assert.Equal(RowSamples.Statuses, row.FindAll("input[type=radio]").Select(r => r.GetAttribute("value")!));
    }

    private IRenderedComponent<RowDetail> OpenField(ChangeField field)
    {
        var row = Open(RowSamples.Order(), RowSamples.ChangeStatus with { Fields = [field] });
        OpenForm(row);
        return row;
    }

    private static ChangeField Field(string type) => new("value", "Value", type, null, Required: true);

    private static IElement Input(IRenderedComponent<RowDetail> row) => row.Find("form input");
}
