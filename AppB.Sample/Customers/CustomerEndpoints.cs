using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Customers;

internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/customers").WithTags("Customers").MapCollection<CustomerRow>("", List).RequireAccess(AccessRules.Read)
            .WithName("ListCustomers").WithSummary("Customers");

    private static Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.Customers, c => new CustomerRow
        {
            Id = c.Id,
            Name = c.Name,
            Segment = c.Segment,
            City = c.City,
            Country = c.Country,
            Since = c.Since,
        }, cancellationToken);
}
