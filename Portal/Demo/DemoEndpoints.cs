using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Breaks something on purpose, so that its explanation can be shown. With the tenant in a box alone.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        if (api.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(DemoScenarios)) is not true)
            return;

        var demo = api.MapGroup("/demo");
        demo.MapGet("", GetState).WithSummary("What can be broken in the tenant in a box, and how it stands.");
        demo.MapPost("/scenes/{name}", Play).WithSummary("Breaks one thing, or puts everything back.");
        demo.MapDemoLevers();
        demo.MapDemoForgeries();
    }

    private static async Task<Ok<DemoState>> GetState(EmulatorStateReader levers, CancellationToken cancellationToken) =>
        TypedResults.Ok(await levers.ReadAsync(cancellationToken));

    private static async Task<Results<Ok<DemoState>, NotFound>> Play(
        string name, HttpContext context, DemoScenarios scenarios, EmulatorStateReader levers, UserTokenCache cache, CancellationToken cancellationToken)
    {
        if (!await scenarios.PlayAsync(name, context.User, cancellationToken))
            return TypedResults.NotFound();

        // What is in the cache would hide for an hour what was just changed.
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await levers.ReadAsync(cancellationToken));
    }
}
