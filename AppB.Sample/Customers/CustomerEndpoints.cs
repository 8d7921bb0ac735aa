using System.Linq.Expressions;
using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Data;
using AppB.Sample.Problems;
using AppB.Sample.Query;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Customers;

internal static class CustomerEndpoints
{
    private static readonly Expression<Func<Customer, CustomerRow>> ToRow = c => new CustomerRow
    {
        Id = c.Id,
        Name = c.Name,
        Segment = c.Segment,
        City = c.City,
        Country = c.Country,
        Since = c.Since,
    };

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/customers").WithTags("Customers");
        customers.MapCollection<CustomerRow>("", List).RequireAccess(AccessRules.Read)
            .WithName("ListCustomers").WithSummary("Customers");
        customers.MapGet("/{id:long}", Get).RequireAccess(AccessRules.Read)
            .WithName("GetCustomer").WithSummary("One customer").PublishesStatuses(404);
    }

    private static Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.Customers, ToRow, cancellationToken);

    private static async Task<Ok<CustomerRow>> Get(long id, AppBContext data, CancellationToken cancellationToken) =>
        TypedResults.Ok(await data.Customers.Where(c => c.Id == id).Select(ToRow).FirstOrDefaultAsync(cancellationToken)
            ?? throw new ProblemException(new(
                ProblemCodes.NotFound, "Not found", StatusCodes.Status404NotFound, $"There is no customer {id}.")));
}
