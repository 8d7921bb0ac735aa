using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes) =>
        routes.MapReadOnly("Product", data => data.Products, p => new ProductRow
        {
            Id = p.Id,
            Sku = p.Sku,
            Name = p.Name,
            Category = p.Category,
            UnitPrice = p.UnitPrice,
            Currency = Money.Currency,
        });
}
