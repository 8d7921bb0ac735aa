using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Contract;
using AppB.Sample.Data;
using AppB.Sample.Query;

namespace AppB.Sample.Reports;

internal static class SalesEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/reports").WithTags("Reports").MapCollection<SalesRow>("/sales", Sales).RequireAccess(AccessRules.Reports)
            .WithName("ReportSales").WithSummary("Sales by month")
            .WithMetadata(new ChartHint("bar", "month", "revenue"));

    private static Task<IResult> Sales(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.SalesMonths, m => new SalesRow
        {
            Id = m.Id,
            Month = m.Month,
            Orders = m.Orders,
            Revenue = m.Revenue,
            Currency = Money.Currency,
            CancelledOrders = m.CancelledOrders,
        }, cancellationToken);
}
