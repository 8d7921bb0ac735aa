using System.ComponentModel;
using AppB.Sample.Contract;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Products;

/// <summary>A product with its current price. Order lines keep the price at the time of the order.</summary>
public sealed record ProductRow : IRow
{
    [Sortable, Filterable, Description("The product's id.")]
    public required long Id { get; init; }

    [Sortable, Filterable, Searchable, Description("The product's number.")]
    public required string Sku { get; init; }

    [Sortable, Filterable, Searchable, Description("The product's name.")]
    public required string Name { get; init; }

    [Sortable, Filterable, Description("The product category.")]
    public required ProductCategory Category { get; init; }

    [Sortable, Filterable, CurrencyIn("currency"), Description("The unit price.")]
    public required decimal UnitPrice { get; init; }

    [OnlyValue(Money.Currency), Description("The currency of the price, ISO 4217.")]
    public required string Currency { get; init; }
}
