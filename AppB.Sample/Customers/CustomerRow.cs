using System.ComponentModel;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Customers;

/// <summary>A customer, always a company.</summary>
public sealed record CustomerRow : IRow
{
    [Sortable, Filterable, Description("The customer's id.")]
    public required long Id { get; init; }

    [Sortable, Filterable, Searchable, Description("The company's name.")]
    public required string Name { get; init; }

    [Filterable, Description("The customer segment.")]
    public required CustomerSegment Segment { get; init; }

    [Sortable, Filterable, Searchable, Description("The city of the company.")]
    public required string City { get; init; }

    [Sortable, Filterable, Description("The country, ISO 3166-1 alpha-2.")]
    public required string Country { get; init; }

    [Sortable, Filterable, Description("The day the company became a customer.")]
    public required DateOnly Since { get; init; }
}
