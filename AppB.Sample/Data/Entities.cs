using System.ComponentModel.DataAnnotations.Schema;

namespace AppB.Sample.Data;

/// <summary>
/// The status of an order. The values are in the sequence of an order's life, which is also the sort order.
/// </summary>
public enum OrderStatus
{
    New,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
}

public enum CustomerSegment
{
    Retail,
    Wholesale,
    Public,
}

public enum ProductCategory
{
    Furniture,
    Lighting,
    Paper,
    Storage,
    Tools,
}

public sealed class Order
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public long CustomerId { get; init; }

    /// <summary>A copy of the customer's name, so that one index can sort orders by it.</summary>
    public required string CustomerName { get; init; }

    public OrderStatus Status { get; set; }

    public DateOnly PlacedOn { get; init; }

    public decimal Total { get; init; }

    public string? Note { get; init; }

    /// <summary>The number of changes, which is the ETag.</summary>
    public int Version { get; set; }
}

public sealed class OrderLine
{
    public long OrderId { get; init; }

    public int Position { get; init; }

    public long ProductId { get; init; }

    public int Quantity { get; init; }

    /// <summary>The price when the order was placed.</summary>
    public decimal UnitPrice { get; init; }
}

public sealed class Customer
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public CustomerSegment Segment { get; init; }

    public required string City { get; init; }

    public required string Country { get; init; }

    public DateOnly Since { get; init; }
}

public sealed class Product
{
    public long Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public ProductCategory Category { get; init; }

    public decimal UnitPrice { get; init; }
}

/// <summary>Totals of a month without cancelled orders. A trigger updates them when orders change.</summary>
public sealed class SalesMonth
{
    /// <summary>Year and month as one number: 202406.</summary>
    [DatabaseGenerated(DatabaseGeneratedOption.None)]
    public long Id { get; init; }

    public DateOnly Month { get; init; }

    public int Orders { get; init; }

    public decimal Revenue { get; init; }

    public int CancelledOrders { get; init; }
}
