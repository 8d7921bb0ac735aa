using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Levers;

namespace Portal.Api;

/// <summary>Breaks something on purpose, so that its explanation can be shown. With the tenant in a box alone.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        if (api.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(Scenes)) is not true)
            return;

        var demo = api.MapGroup("/demo");
        demo.MapGet("", GetState).WithSummary("What can be broken in the tenant in a box, and how it stands.");
        demo.MapPost("/scenes/{name}", Play).WithSummary("Breaks one thing, or puts everything back.");
        demo.MapPost("/forgeries", Forge).WithSummary("Sends a downstream API a token that is wrong in one way.");
    }

    private static async Task<Ok<DemoState>> GetState(Scenes scenes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await scenes.ReadAsync(cancellationToken));

    private static async Task<Results<Ok<DemoState>, NotFound>> Play(
        string name, HttpContext context, Scenes scenes, UserTokenCache cache, CancellationToken cancellationToken)
    {
        if (!await scenes.PlayAsync(name, context.User, cancellationToken))
            return TypedResults.NotFound();

        // What is in the cache would hide for an hour what was just changed.
        await cache.ForgetExchangesAsync(context.User);
        return TypedResults.Ok(await scenes.ReadAsync(cancellationToken));
    }

    private static async Task<Results<Ok<ForgeryResult>, NotFound>> Forge(
        ForgeryRequest body,
        HttpContext context,
        ViewFinder views,
        Forgeries forgeries,
        Inspector inspector,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!Forgeries.IsKnown(body.Fault))
            return TypedResults.NotFound();

        var (api, view) = await views.FindAsync(body.Api, body.View, cancellationToken);
        var (token, answer) = await forgeries.SendAsync(api, view.Path, body.Fault, context.User, time, cancellationToken);
        using (answer)
        {
            var refusal = answer.StatusCode == HttpStatusCode.OK ? null : await RefusalReader.ReadAsync(answer, api, cancellationToken);
            var inspection = await inspector.InspectAsync(api, token, problem: null, context, cancellationToken);
            return TypedResults.Ok(new ForgeryResult(
                api,
                (int)answer.StatusCode,
                refusal?.Code,
                refusal?.Access?.Failed is [var failed, ..] ? failed : null,
                inspection.Operations.First(o => o.Name == view.View.Name).Verdict));
        }
    }
}
