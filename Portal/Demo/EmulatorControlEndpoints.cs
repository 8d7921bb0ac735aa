using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>The emulator's controls. Each response contains the emulator's new state.</summary>
internal static class EmulatorControlEndpoints
{
    public static void MapEmulatorControls(this IEndpointRouteBuilder demo)
    {
        demo.MapPost("/faults", Fail).Accepts<FaultOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Makes the next responses of an endpoint fail, or delays them.");
        demo.MapDelete("/faults", Clear).WithSummary("Removes all pending faults.");
        demo.MapDelete("/faults/{id}", TakeBack).WithSummary("Removes a pending fault.");
        demo.MapPost("/clock", SetClock).Accepts<ClockOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Sets the offset of the emulator's clock from the machine's.");
        demo.MapPost("/keys", RollKeys).Accepts<KeyOrder>(MediaTypeNames.Application.Json)
            .WithSummary("Announces, rolls over or replaces the signing keys.");
    }

    private static async Task<Ok<DemoState>> Fail(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<FaultOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order, await emulator.ReadAsync(cancellationToken)));
        await orders.FailAsync(order, cancellationToken);
        return await AnswerAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> Clear(EmulatorCommands orders, EmulatorStateReader emulator, CancellationToken cancellationToken)
    {
        await orders.ClearAsync(cancellationToken);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }

    private static async Task<Ok<DemoState>> TakeBack(
        int id, EmulatorCommands orders, EmulatorStateReader emulator, CancellationToken cancellationToken)
    {
        await orders.TakeBackAsync(id, cancellationToken);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }

    private static async Task<Ok<DemoState>> SetClock(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<ClockOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order));
        await orders.SetClockAsync(order, cancellationToken);
        return await AnswerAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> RollKeys(
        HttpContext context, EmulatorCommands orders, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var order = await DemoBody.ReadAsync<KeyOrder>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(order));
        await orders.RollAsync(order, cancellationToken);
        return await AnswerAsync(context, emulator, cache, cancellationToken);
    }

    // Cached tokens would hide the change for up to an hour.
    private static async Task<Ok<DemoState>> AnswerAsync(
        HttpContext context, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }
}
