using AppB.Sample.Data;

namespace AppB.Sample.Orders;

/// <summary>Which status can follow which.</summary>
internal static class OrderTransitions
{
    public static IReadOnlyList<OrderStatus> From(OrderStatus status) => status switch
    {
        OrderStatus.New => [OrderStatus.Paid, OrderStatus.Cancelled],
        OrderStatus.Paid => [OrderStatus.Shipped, OrderStatus.Cancelled],
        OrderStatus.Shipped => [OrderStatus.Delivered],
        _ => [],
    };
}
