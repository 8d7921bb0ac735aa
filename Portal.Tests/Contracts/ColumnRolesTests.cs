using Portal.Contracts.Data;

namespace Portal.Tests.Contracts;

public sealed class ColumnRolesTests
{
    [Theory]
    [InlineData("name", ColumnTypes.Text, ColumnRole.Title)]
    [InlineData("display_name", ColumnTypes.Text, ColumnRole.Title)]
    [InlineData("number", ColumnTypes.Text, ColumnRole.Title)]
    [InlineData("number", ColumnTypes.WholeNumber, ColumnRole.Other)]
    [InlineData("phoneNumber", ColumnTypes.Text, ColumnRole.Other)]
    [InlineData("customerName", ColumnTypes.Text, ColumnRole.OtherName)]
    [InlineData("id", ColumnTypes.WholeNumber, ColumnRole.Id)]
    [InlineData("customerId", ColumnTypes.WholeNumber, ColumnRole.Id)]
    [InlineData("customer_id", ColumnTypes.Text, ColumnRole.Id)]
    [InlineData("paid", ColumnTypes.Text, ColumnRole.Other)]
    [InlineData("placedOn", ColumnTypes.Date, ColumnRole.Date)]
    [InlineData("state", ColumnTypes.Text, ColumnRole.Status)]
    [InlineData("unitPrice", ColumnTypes.Number, ColumnRole.Amount)]
    [InlineData("quantity", ColumnTypes.WholeNumber, ColumnRole.Other)]
    [InlineData("", ColumnTypes.Text, ColumnRole.Other)]
    [InlineData("…", ColumnTypes.Text, ColumnRole.Other)]
    public void Role_follows_from_name_and_type(string name, string type, ColumnRole role) =>
        Assert.Equal(role, ColumnRoles.Of(Column(name, type)));

    [Fact]
    public void Enumeration_of_several_values_is_a_status_whatever_its_name()
    {
        Assert.Equal(ColumnRole.Status, ColumnRoles.Of(Column("colour", ColumnTypes.Text) with { Values = ["red", "blue"] }));
        Assert.Equal(ColumnRole.Other, ColumnRoles.Of(Column("currency", ColumnTypes.Text) with { Values = ["EUR"] }));
    }

    [Theory]
    [InlineData("placedOn", "placed on")]
    [InlineData("placed_on", "placed on")]
    [InlineData("HTTPStatus", "http status")]
    [InlineData("customerID", "customer id")]
    [InlineData("v2-orders", "v 2 orders")]
    public void Words_are_found_in_every_spelling(string name, string words) =>
        Assert.Equal(words, string.Join(' ', ColumnRoles.WordsOf(name)));

    [Theory]
    [InlineData("month", ColumnTypes.Date, true)]
    [InlineData("billingMonth", ColumnTypes.Text, true)]
    [InlineData("months", ColumnTypes.WholeNumber, false)]
    [InlineData("monthlyOn", ColumnTypes.Date, false)]
    public void Month_is_recognized(string name, string type, bool isMonth) =>
        Assert.Equal(isMonth, ColumnRoles.IsMonth(Column(name, type)));

    [Fact]
    public void Date_of_the_row_is_neither_a_birthday_nor_a_deadline_nor_its_last_change()
    {
        DataColumn[] columns =
        [
            Column("birthDate", ColumnTypes.Date), Column("dueOn", ColumnTypes.Date), Column("updatedAt", ColumnTypes.Time),
            Column("createdAt", ColumnTypes.Time),
        ];

        Assert.Equal("createdAt", ColumnRoles.Date(columns)!.Name);
        Assert.Equal("updatedAt", ColumnRoles.Date(columns[..3])!.Name);
        Assert.Null(ColumnRoles.Date(columns[..2]));
    }

    private static DataColumn Column(string name, string type) => new(name, name, type, null, Sortable: true);
}
