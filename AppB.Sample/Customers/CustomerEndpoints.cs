using AppB.Sample.Query;

namespace AppB.Sample.Customers;

internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes) =>
        routes.MapReadOnly("Customer", data => data.Customers, c => new CustomerRow
        {
            Id = c.Id,
            Name = c.Name,
            Segment = c.Segment,
            City = c.City,
            Country = c.Country,
            Since = c.Since,
        });
}
