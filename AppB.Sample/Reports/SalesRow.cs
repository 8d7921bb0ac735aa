using System.ComponentModel;
using AppB.Sample.Contract;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Reports;

/// <summary>The sales of one month.</summary>
public sealed record SalesRow : IRow
{
    [Sortable, Filterable, Description("Year and month as one number: 202406.")]
    public required long Id { get; init; }

    [Sortable, Filterable, Description("The first day of the month.")]
    public required DateOnly Month { get; init; }

    [Sortable, Filterable, Description("Orders placed in the month, without cancelled ones.")]
    public required int Orders { get; init; }

    [Sortable, Filterable, CurrencyIn("currency"), Description("The sum of those orders.")]
    public required decimal Revenue { get; init; }

    [OnlyValue(Money.Currency), Description("The currency of the revenue, ISO 4217.")]
    public required string Currency { get; init; }

    [Sortable, Filterable, Description("Orders placed in the month and cancelled later.")]
    public required int CancelledOrders { get; init; }
}
