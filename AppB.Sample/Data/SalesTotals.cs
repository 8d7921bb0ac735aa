namespace AppB.Sample.Data;

/// <summary>
/// The monthly totals: computed when the database is seeded, updated by a trigger when an order changes.
/// </summary>
internal static class SalesTotals
{
    private const int Cancelled = (int)OrderStatus.Cancelled;

    public static readonly string[] Script =
    [
        $"""
        INSERT INTO SalesMonths (Id, Month, Orders, Revenue, CancelledOrders)
        SELECT CAST(strftime('%Y%m', PlacedOn) AS INTEGER) AS Id, strftime('%Y-%m-01', PlacedOn),
            SUM(Status <> {Cancelled}), SUM(CASE Status WHEN {Cancelled} THEN 0 ELSE Total END), SUM(Status = {Cancelled})
        FROM Orders GROUP BY 1, 2
        """,

        // No order leaves Cancelled, so only the change to it matters.
        $"""
        CREATE TRIGGER SalesFollowCancellation AFTER UPDATE OF Status ON Orders
        WHEN new.Status = {Cancelled} AND old.Status <> {Cancelled}
        BEGIN
            UPDATE SalesMonths SET Orders = Orders - 1, Revenue = Revenue - new.Total, CancelledOrders = CancelledOrders + 1
            WHERE Id = CAST(strftime('%Y%m', new.PlacedOn) AS INTEGER);
        END
        """,
    ];
}
