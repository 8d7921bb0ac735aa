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
        demo.MapPost("/faults", AddFault).Accepts<FaultRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Makes the next responses of an endpoint fail, or delays them.");
        demo.MapDelete("/faults", RemoveAllFaults).WithSummary("Removes all pending faults.");
        demo.MapDelete("/faults/{id}", RemoveFault).WithSummary("Removes a pending fault.");
        demo.MapPost("/clock", SetClock).Accepts<ClockRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Sets the offset of the emulator's clock from the machine's.");
        demo.MapPost("/keys", RollKeys).Accepts<KeyRolloverRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Announces, rolls over or replaces the signing keys.");
    }

    private static async Task<Ok<DemoState>> AddFault(
        HttpContext context, EmulatorCommands commands, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var body = await DemoBody.ReadAsync<FaultRequest>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(body, await emulator.ReadAsync(cancellationToken)));
        await commands.AddFaultAsync(body, cancellationToken);
        return await ForgetTokensAndReadAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> RemoveAllFaults(
        HttpContext context,
        EmulatorCommands commands,
        EmulatorStateReader emulator,
        UserTokenCache cache,
        CancellationToken cancellationToken)
    {
        await commands.RemoveAllFaultsAsync(cancellationToken);
        return await ForgetTokensAndReadAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> RemoveFault(
        int id,
        HttpContext context,
        EmulatorCommands commands,
        EmulatorStateReader emulator,
        UserTokenCache cache,
        CancellationToken cancellationToken)
    {
        await commands.RemoveFaultAsync(id, cancellationToken);
        return await ForgetTokensAndReadAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> SetClock(
        HttpContext context, EmulatorCommands commands, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var body = await DemoBody.ReadAsync<ClockRequest>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(body));
        await commands.SetClockAsync(body, cancellationToken);
        return await ForgetTokensAndReadAsync(context, emulator, cache, cancellationToken);
    }

    private static async Task<Ok<DemoState>> RollKeys(
        HttpContext context, EmulatorCommands commands, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var body = await DemoBody.ReadAsync<KeyRolloverRequest>(context.Request, cancellationToken);
        DemoBody.Check(DemoChecks.Of(body));
        await commands.RollAsync(body, cancellationToken);
        return await ForgetTokensAndReadAsync(context, emulator, cache, cancellationToken);
    }

    // Cached tokens would hide the change for up to an hour, and remembered failures its end for up to a minute.
    private static async Task<Ok<DemoState>> ForgetTokensAndReadAsync(
        HttpContext context, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }
}
