namespace Portal.Benchmarks.Circuits.Peers;

/// <summary>A row with the same columns and about the same text as an order of AppB, served from memory.</summary>
internal sealed record GridRow(
    int Id, string Number, string Customer, string Status, DateTime Placed, decimal Total, string Country, string? Note)
{
    public const int PageSize = 50;

    private static readonly string[] Customers = ["Adventure Works", "Fabrikam Logistics", "Litware", "Northwind Traders"];
    private static readonly string[] States = ["New", "Paid", "Shipped", "Delivered", "Cancelled"];
    private static readonly string[] Countries = ["Germany", "Netherlands", "Portugal", "Sweden"];

    public static IReadOnlyList<GridRow> All { get; } = [.. Enumerable.Range(1, 20_000).Select(Create)];

    private static GridRow Create(int id) => new(
        id,
        $"ORD-{id:000000}",
        $"{Customers[id % 4]} {id % 997}",
        States[id * 7 % 5],
        new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(id * 13),
        id * 37 % 100_000 / 100m,
        Countries[id * 3 % 4],
        id % 3 == 0 ? $"Call before delivery, door code {id * 31 % 9973}" : null);
}
