using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>The levers of the tenant in a box, set freely; each answers how they then stand.</summary>
internal static class EmulatorControlEndpoints
{
    public static void MapDemoLevers(this IEndpointRouteBuilder demo)
    {
        demo.MapPost("/faults", Fail).Accepts<FaultOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Makes the next answers of one of the authority's endpoints fail, or late.");
        demo.MapDelete("/faults", Clear).WithSummary("Takes back all of that which has not happened yet.");
        demo.MapDelete("/faults/{id}", TakeBack).WithSummary("Takes back one.");
        demo.MapPost("/clock", SetClock).Accepts<ClockOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Sets the authority's clock, by its offset from the machine's.");
        demo.MapPost("/keys", RollKeys).Accepts<KeyOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Announces, rolls over or replaces the keys that sign tokens.");
    }

    private static async Task<Ok<DemoState>> Fail(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader levers, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<FaultOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order, await levers.ReadAsync(cancellationToken)));
        await orders.FailAsync(order, cancellationToken);
        return await AnswerAsync(context, levers, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> Clear(EmulatorCommands orders, EmulatorStateReader levers, CancellationToken cancellationToken)
    {
        await orders.ClearAsync(cancellationToken);
        return TypedResults.Ok(await levers.ReadAsync(cancellationToken));
    }

    private static async Task<Ok<DemoState>> TakeBack(
        int id, EmulatorCommands orders, EmulatorStateReader levers, CancellationToken cancellationToken)
    {
        await orders.TakeBackAsync(id, cancellationToken);
        return TypedResults.Ok(await levers.ReadAsync(cancellationToken));
    }

    private static async Task<Ok<DemoState>> SetClock(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader levers, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<ClockOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order));
        await orders.SetClockAsync(order, cancellationToken);
        return await AnswerAsync(context, levers, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> RollKeys(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader levers, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<KeyOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order));
        await orders.RollAsync(order, cancellationToken);
        return await AnswerAsync(context, levers, cache, cancellationToken);
    }

    // What is in the cache would hide for an hour what was just changed.
    private static async Task<Ok<DemoState>> AnswerAsync(
        HttpContext context, EmulatorStateReader levers, UserTokenCache cache, CancellationToken cancellationToken)
    {
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await levers.ReadAsync(cancellationToken));
    }
}
