using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/products").WithTags("Products").MapCollection<ProductRow>("", List).RequireAccess(AccessRules.Read)
            .WithName("ListProducts").WithSummary("Products");

    private static Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.Products, p => new ProductRow
        {
            Id = p.Id,
            Sku = p.Sku,
            Name = p.Name,
            Category = p.Category,
            UnitPrice = p.UnitPrice,
            Currency = Money.Currency,
        }, cancellationToken);
}
