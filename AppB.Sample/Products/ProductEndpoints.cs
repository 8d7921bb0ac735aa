using System.Linq.Expressions;
using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Data;
using AppB.Sample.Problems;
using AppB.Sample.Query;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Products;

internal static class ProductEndpoints
{
    private static readonly Expression<Func<Product, ProductRow>> ToRow = p => new ProductRow
    {
        Id = p.Id,
        Sku = p.Sku,
        Name = p.Name,
        Category = p.Category,
        UnitPrice = p.UnitPrice,
        Currency = Money.Currency,
    };

    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products").WithTags("Products");
        products.MapCollection<ProductRow>("", List).RequireAccess(AccessRules.Read)
            .WithName("ListProducts").WithSummary("Products");
        products.MapGet("/{id:long}", Get).RequireAccess(AccessRules.Read)
            .WithName("GetProduct").WithSummary("One product").PublishesStatuses(404);
    }

    private static Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.Products, ToRow, cancellationToken);

    private static async Task<Ok<ProductRow>> Get(long id, AppBContext data, CancellationToken cancellationToken) =>
        TypedResults.Ok(await data.Products.Where(p => p.Id == id).Select(ToRow).FirstOrDefaultAsync(cancellationToken)
            ?? throw new ProblemException(new(
                ProblemCodes.NotFound, "Not found", StatusCodes.Status404NotFound, $"There is no product {id}.")));
}
