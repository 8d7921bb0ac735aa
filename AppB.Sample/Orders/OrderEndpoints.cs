using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Contract;
using AppB.Sample.Data;
using AppB.Sample.Problems;
using AppB.Sample.Query;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders");
        orders.MapCollection<OrderRow>("", List).RequireAccess(AccessRules.Read)
            .WithName("ListOrders").WithSummary("Orders");
        orders.MapGet("/{id:long}", Get).RequireAccess(AccessRules.Read)
            .WithName("GetOrder").WithSummary("One order with its lines").PublishesStatuses(304, 404)
            .WithMetadata(new ConditionalRequest("If-None-Match", Required: false));
        orders.MapPatch("/{id:long}", Change).RequireAccess(AccessRules.Write)
            .WithName("ChangeOrder").WithSummary("Change an order's status").PublishesStatuses(400, 404, 409, 412, 413, 415, 428)
            .WithMetadata(new ConditionalRequest("If-Match", Required: true), new IrreversibleHint());
    }

    private static Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
        PageReader.ReadAsync(context, data, data.Orders, OrderQueries.ToRow, cancellationToken);

    private static async Task<Results<Ok<OrderDetail>, StatusCodeHttpResult>> Get(
        long id, HttpContext context, AppBContext data, CancellationToken cancellationToken)
    {
        var order = await data.FindDetailAsync(id, cancellationToken) ?? throw NotFound(id);
        OrderEtag.Set(context.Response, order.Version);
        return OrderEtag.NotModified(context.Request, order.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(order);
    }

    private static async Task<Ok<OrderDetail>> Change(
        long id, OrderChange change, HttpContext context, AppBContext data, CancellationToken cancellationToken)
    {
        OrderEtag.RequireIfMatch(context.Request);
        var order = await data.Orders.AsTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken)
            ?? throw NotFound(id);

        OrderEtag.RequireMatch(context.Request, order.Version);
        if (!OrderTransitions.From(order.Status).Contains(change.Status))
            throw TransitionNotAllowed(order, change.Status);

        order.Status = change.Status;
        order.Version++;
        try
        {
            await data.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw OrderEtag.StaleEtag();
        }

        OrderEtag.Set(context.Response, order.Version);
        return TypedResults.Ok(await data.FindDetailAsync(id, cancellationToken) ?? throw NotFound(id));
    }

    private static ProblemException NotFound(long id) => new(new(
        ProblemCodes.NotFound, "Not found", StatusCodes.Status404NotFound, $"There is no order {id}."));

    private static ProblemException TransitionNotAllowed(Order order, OrderStatus wanted)
    {
        var next = OrderTransitions.From(order.Status);
        var possible = next.Count == 0 ? "it is closed" : $"it can become {string.Join(" or ", next)}";
        return new(new(
            ProblemCodes.TransitionImpossible,
            "Transition not allowed",
            StatusCodes.Status409Conflict,
            $"{order.Number} is {order.Status} and cannot become {wanted}: {possible}."));
    }
}
