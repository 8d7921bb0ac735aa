using System.ComponentModel;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Customers;

/// <summary>A customer: a company, never a person.</summary>
public sealed record CustomerRow : IRow
{
    [Sortable, Filterable, Description("The customer's id.")]
    public required long Id { get; init; }

    [Sortable, Filterable, Searchable, Description("The company's name.")]
    public required string Name { get; init; }

    [Filterable, Description("What kind of customer it is.")]
    public required CustomerSegment Segment { get; init; }

    [Sortable, Filterable, Searchable, Description("Where it is.")]
    public required string City { get; init; }

    [Sortable, Filterable, Description("The country, ISO 3166-1 alpha-2.")]
    public required string Country { get; init; }

    [Sortable, Filterable, Description("Customer since this day.")]
    public required DateOnly Since { get; init; }
}
