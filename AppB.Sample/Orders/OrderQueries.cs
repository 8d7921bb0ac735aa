using System.Linq.Expressions;
using AppB.Sample.Data;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Orders;

internal static class OrderQueries
{
    public static readonly Expression<Func<Order, OrderRow>> ToRow = o => new OrderRow
    {
        Id = o.Id,
        Number = o.Number,
        CustomerId = o.CustomerId,
        CustomerName = o.CustomerName,
        Status = o.Status,
        PlacedOn = o.PlacedOn,
        Total = o.Total,
        Currency = Money.Currency,
        Note = o.Note,
    };

    public static async Task<OrderDetail?> FindDetailAsync(this AppBContext data, long id, CancellationToken cancellationToken)
    {
        var order = await data.Orders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (order is null)
            return null;

        var lines = await data.OrderLines
            .Where(l => l.OrderId == id)
            .OrderBy(l => l.Position)
            .Join(data.Products, l => l.ProductId, p => p.Id, (line, product) => new { line, product.Sku, product.Name })
            .AsNoTracking()
            .ToListAsync(cancellationToken);

        return new()
        {
            Id = order.Id,
            Number = order.Number,
            CustomerId = order.CustomerId,
            CustomerName = order.CustomerName,
            Status = order.Status,
            NextStatuses = OrderTransitions.From(order.Status),
            PlacedOn = order.PlacedOn,
            Total = order.Total,
            Currency = Money.Currency,
            Note = order.Note,
            Version = order.Version,
            Lines =
            [
                .. lines.Select(l => new OrderDetailLine
                {
                    Position = l.line.Position,
                    ProductId = l.line.ProductId,
                    Sku = l.Sku,
                    ProductName = l.Name,
                    Quantity = l.line.Quantity,
                    UnitPrice = l.line.UnitPrice,
                    LineTotal = l.line.Quantity * l.line.UnitPrice,
                }),
            ],
        };
    }
}
