using Portal.Contracts.Data;

namespace Portal.Tests.Contracts;

public sealed class EarlierPeriodTests
{
    private static readonly DataView Orders = new(
        "orders",
        "Orders",
        null,
        [
            new DataColumn("status", "Status", ColumnTypes.Text, null, Sortable: true),
            new DataColumn("placedOn", "Placed on", ColumnTypes.Date, null, Sortable: true),
            new DataColumn("seen", "Seen", ColumnTypes.Time, null, Sortable: true),
            new DataColumn("month", "Month", ColumnTypes.Text, null, Sortable: true, IsMonth: true),
        ],
        [],
        new DataPaging());

    [Theory]
    [InlineData("2026", "year", "2025")]
    [InlineData("2026-03", "month", "2025-03")]
    [InlineData("2026-03-01", "month", "2025-03")]
    [InlineData("2024-02", "month", "2023-02")]
    [InlineData("2026-03-02", "day", "2026-02-23")]
    [InlineData("2026-03-02T00:00:00Z", "day", "2026-02-23")]
    [InlineData("0001", "year", null)]
    [InlineData("0001-01-05", "day", null)]
    [InlineData("2026-03", "day", null)]
    [InlineData("(none)", "month", null)]
    public void Period_has_one_before(string key, string period, string? before)
    {
        var found = EarlierPeriod.FirstDay(key, period) is { } first ? EarlierPeriod.Of(first, period) : null;

        Assert.Equal(before, found is { } day ? EarlierPeriod.KeyOf(day, period) : null);
    }

    [Theory]
    [InlineData("placedOn", "month", "placedOn", "ge", "2026-01-10", "2025-01-10")]
    [InlineData("placedOn", "year", "placedOn", "le", "2025-02-28", "2024-02-29")]
    [InlineData("placedOn", "year", "placedOn", "le", "2024-02-29", "2023-02-28")]
    [InlineData("placedOn", "day", "placedOn", "lt", "2026-03-02", "2026-02-23")]
    [InlineData("placedOn", null, "placedOn", "lt", "2026-03-02", "2026-02-23")]
    [InlineData("seen", "month", "seen", "ge", "2026-01-10T08:30:00+02:00", "2025-01-10T06:30:00Z")]
    [InlineData("month", null, "month", "eq", "2026-03", "2025-03")]
    [InlineData("placedOn", "month", "status", "eq", "New", null)]
    [InlineData("placedOn", "month", "placedOn", "ge", "0001-01-10", null)]
    [InlineData("status", null, "placedOn", "ge", "2026-01-10", null)]
    public void Filters_of_the_date_are_moved(string by, string? period, string column, string op, string value, string? moved)
    {
        DataFilter[] filters = [new(column, op, [value]), new("status", "in", ["New", "Paid"])];

        var found = EarlierPeriod.Filters(Orders, new DataGroups(by, period, GroupMethods.Count, null), filters);

        Assert.Equal(moved, found?[0].Values[0]);
        Assert.Equal(moved is null ? null : ["New", "Paid"], found?[1].Values);
    }

    [Theory]
    [InlineData("month", "ge", "2026-01-01", false)]
    [InlineData("month", "lt", "2026-03-01", false)]
    [InlineData("month", "le", "2026-02-28", false)]
    [InlineData("month", "gt", "2025-12-31", false)]
    [InlineData("year", "ge", "2026-01-01", false)]
    [InlineData("year", "le", "9999-12-31", true)]
    [InlineData("year", "ge", "2026-02-01", true)]
    [InlineData("month", "ge", "2026-01-02", true)]
    [InlineData("month", "le", "2026-03-01", true)]
    [InlineData("month", "eq", "2026-03-01", true)]
    [InlineData("day", "le", "2026-03-02", false)]
    public void Part_of_a_period_is_noticed(string period, string op, string value, bool isCut) => Assert.Equal(
        isCut,
        EarlierPeriod.IsCut(
            Orders, new DataGroups("placedOn", period, GroupMethods.Count, null), [new("placedOn", op, [value])]));
}
