using System.Text.Json.Serialization;
using AppB.Sample.Data;
using AppB.Sample.Orders;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Benchmarks.Hop.Peers;

namespace Portal.Benchmarks.Orders.Peers;

/// <summary>The usual way: a query of Entity Framework Core in the endpoint, without query options besides $top.</summary>
internal static class EfOrders
{
    public static WebApplication Build(string[] args)
    {
        var builder = OrderPeer.Create(args);
        builder.Services.AddDbContextPool<AppBContext>(
            options => options.UseSqlite(OrderPeer.ConnectionString(builder.Configuration)));
        builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));

        var app = builder.BuildWithAuthentication();
        app.MapGet(OrderPeer.Route, List).RequireAuthorization();
        return app;
    }

    private static async Task<IResult> List(
        AppBContext data, [FromQuery(Name = "$top")] int top, CancellationToken cancellationToken) => TypedResults.Ok(new
        {
            Value = await data.Orders.AsNoTracking().OrderBy(o => o.Id).Take(top).Select(o => new OrderRow
            {
                Id = o.Id,
                Number = o.Number,
                CustomerId = o.CustomerId,
                CustomerName = o.CustomerName,
                Status = o.Status,
                PlacedOn = o.PlacedOn,
                Total = o.Total,
                Currency = "EUR",
                Note = o.Note,
            }).ToListAsync(cancellationToken),
        });
}
