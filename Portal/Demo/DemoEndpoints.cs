using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Breaks something on purpose for a demonstration. Available with the emulator only.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        if (api.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(DemoScenarios)) is not true)
            return;

        var demo = api.MapGroup("/demo");
        demo.MapGet("", GetState).WithSummary("Returns what can be broken in the emulator, and its current state.");
        demo.MapGet("/broken", GetBroken).WithSummary("Returns what is broken in the emulator.");
        demo.MapPost("/put-back", PutBack)
            .WithSummary("Removes all faults, resets the clock, and undoes what scenarios changed in the tenant.");
        demo.MapPost("/scenes/{name}", Play).WithSummary("Plays a scenario, which breaks one thing or resets everything.");
        demo.MapEmulatorControls();
        demo.MapTamperedTokens();
    }

    private static async Task<Ok<DemoState>> GetState(EmulatorStateReader emulator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await emulator.ReadAsync(cancellationToken));

    private static async Task<Ok<BrokenState>> GetBroken(EmulatorStateReader emulator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await emulator.ReadBrokenAsync(cancellationToken));

    private static async Task<Ok<DemoState>> PutBack(
        HttpContext context, EmulatorCommands commands, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        await commands.PutBackAsync(cancellationToken);

        // Remembered failures would hide it for up to a minute.
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }

    private static async Task<Results<Ok<DemoState>, NotFound>> Play(
        string name, HttpContext context, DemoScenarios scenarios, EmulatorStateReader emulator, UserTokenCache cache, CancellationToken cancellationToken)
    {
        if (!await scenarios.PlayAsync(name, context.User, cancellationToken))
            return TypedResults.NotFound();

        // Cached tokens would hide the change for up to an hour.
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await emulator.ReadAsync(cancellationToken));
    }
}
