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

    [Sortable, Filterable, Searchable, Description("The number that people use: ORD-000001.")]
    public required string Number { get; init; }

    [Filterable, Description("The id of the customer who ordered.")]
    public required long CustomerId { get; init; }

    [Sortable, Filterable, Searchable, Description("The customer's name.")]
    public required string CustomerName { get; init; }

    [Sortable, Filterable, Description("Where the order stands; sorts in the order of an order's life.")]
    public required OrderStatus Status { get; init; }

    [Sortable, Filterable, Description("The day the order was placed.")]
    public required DateOnly PlacedOn { get; init; }

    [Sortable, Filterable, Description("The sum of its lines.")]
    public required decimal Total { get; init; }

    [Description("The currency of the total, ISO 4217.")]
    public required string Currency { get; init; }

    [Searchable, Description("What the customer wrote, as they wrote it: never to be taken for markup.")]
    public required string? Note { get; init; }
}

/// <summary>One order with its lines.</summary>
public sealed record OrderDetail
{
    [Description("The order's id.")]
    public required long Id { get; init; }

    [Description("The number that people use: ORD-000001.")]
    public required string Number { get; init; }

    [Description("The id of the customer who ordered.")]
    public required long CustomerId { get; init; }

    [Description("The customer's name.")]
    public required string CustomerName { get; init; }

    [Description("Where the order stands.")]
    public required OrderStatus Status { get; init; }

    [Description("What the status can be changed to; none when the order has ended.")]
    public required IReadOnlyList<OrderStatus> NextStatuses { get; init; }

    [Description("The day the order was placed.")]
    public required DateOnly PlacedOn { get; init; }

    [Description("The sum of its lines.")]
    public required decimal Total { get; init; }

    [Description("The currency of all amounts, ISO 4217.")]
    public required string Currency { get; init; }

    [Description("What the customer wrote, as they wrote it: never to be taken for markup.")]
    public required string? Note { get; init; }

    [Description("What was ordered.")]
    public required IReadOnlyList<OrderDetailLine> Lines { get; init; }

    /// <summary>What the ETag is made of.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

public sealed record OrderDetailLine
{
    [Description("The line's place in the order, from 1.")]
    public required int Position { get; init; }

    [Description("The product's id.")]
    public required long ProductId { get; init; }

    [Description("The product's number.")]
    public required string Sku { get; init; }

    [Description("The product's name.")]
    public required string ProductName { get; init; }

    [Description("How many.")]
    public required int Quantity { get; init; }

    [Description("The price of one when the order was placed.")]
    public required decimal UnitPrice { get; init; }

    [Description("Quantity times price.")]
    public required decimal LineTotal { get; init; }
}

/// <summary>A change of an order: nothing but its status can be changed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OrderChange
{
    [ValuesFrom("nextStatuses")]
    [Description("The new status; must be one of the order's nextStatuses.")]
    public required OrderStatus Status { get; init; }
}
