using System.ComponentModel;
using System.Text.Json.Serialization;
using AppB.Sample.Contract;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Orders;

/// <summary>An order in the list.</summary>
public sealed record OrderRow : IRow
{
    [Sortable, Filterable, Description("The order's id.")]
    public required long Id { get; init; }

    [Sortable, Filterable, Searchable, Description("The order number, such as ORD-000001.")]
    public required string Number { get; init; }

    [Filterable, RefersTo("customers"), Description("The id of the customer who ordered.")]
    public required long CustomerId { get; init; }

    [Sortable, Filterable, Searchable, Description("The customer's name.")]
    public required string CustomerName { get; init; }

    [Sortable, Filterable, Description("The status. Sorts by progress, not by name.")]
    public required OrderStatus Status { get; init; }

    [Sortable, Filterable, Description("The day the order was placed.")]
    public required DateOnly PlacedOn { get; init; }

    [Sortable, Filterable, CurrencyIn("currency"), Description("The sum of its lines.")]
    public required decimal Total { get; init; }

    [OnlyValue(Money.Currency), Description("The currency of the total, ISO 4217.")]
    public required string Currency { get; init; }

    [Searchable, Description("The customer's note, unchanged. Plain text, never markup.")]
    public required string? Note { get; init; }
}

/// <summary>One order with its lines.</summary>
public sealed record OrderDetail
{
    [Description("The order's id.")]
    public required long Id { get; init; }

    [Description("The order number, such as ORD-000001.")]
    public required string Number { get; init; }

    [RefersTo("customers"), Description("The id of the customer who ordered.")]
    public required long CustomerId { get; init; }

    [Description("The customer's name.")]
    public required string CustomerName { get; init; }

    [Description("The status.")]
    public required OrderStatus Status { get; init; }

    [Description("The statuses it can change to; empty if the order is closed.")]
    public required IReadOnlyList<OrderStatus> NextStatuses { get; init; }

    [Description("The day the order was placed.")]
    public required DateOnly PlacedOn { get; init; }

    [CurrencyIn("currency"), Description("The sum of its lines.")]
    public required decimal Total { get; init; }

    [OnlyValue(Money.Currency), Description("The currency of all amounts, ISO 4217.")]
    public required string Currency { get; init; }

    [Description("The customer's note, unchanged. Plain text, never markup.")]
    public required string? Note { get; init; }

    [Description("The ordered products.")]
    public required IReadOnlyList<OrderDetailLine> Lines { get; init; }

    /// <summary>The number in the ETag.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

public sealed record OrderDetailLine
{
    [Description("The line number, from 1.")]
    public required int Position { get; init; }

    [RefersTo("products"), Description("The product's id.")]
    public required long ProductId { get; init; }

    [Description("The product's number.")]
    public required string Sku { get; init; }

    [Description("The product's name.")]
    public required string ProductName { get; init; }

    [Description("The number of units.")]
    public required int Quantity { get; init; }

    [Description("The unit price when the order was placed.")]
    public required decimal UnitPrice { get; init; }

    [Description("Quantity times unit price.")]
    public required decimal LineTotal { get; init; }
}

/// <summary>A change of an order. Only its status can be changed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OrderChange
{
    [ValuesFrom("nextStatuses")]
    [Description("The new status. It must be one of the order's nextStatuses.")]
    public required OrderStatus Status { get; init; }
}
