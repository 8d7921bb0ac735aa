using Entra.Emulator.OAuth.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>The lever that makes the next answers of an endpoint fail, and takes that back.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder levers)
    {
        levers.MapPost("faults", Add);
        levers.MapDelete("faults", (Faults faults) => faults.Clear());
        levers.MapDelete("faults/{id:int}", TakeBack);
    }

    private static Results<Ok<LeverState>, ValidationProblem> Add(Fault fault, Faults faults, LeverContext context)
    {
        if (!FaultInjection.Endpoints.ContainsKey(fault.Endpoint ?? ""))
            return LeverEndpoints.Invalid("endpoint", $"One of {string.Join(", ", FaultInjection.Endpoints.Keys)}.");
        if (fault.Times is < 1 or > 1000)
            return LeverEndpoints.Invalid("times", "Between 1 and 1000.");
        if (fault.DelayMilliseconds is < 0 or > 120_000)
            return LeverEndpoints.Invalid("delayMilliseconds", "At most two minutes.");
        if (fault.Code is { } code && !ErrorTable.All.ContainsKey(code))
            return LeverEndpoints.Invalid("code", "Not a code that this emulator knows.");
        if (fault.Status is < 400 or > 599)
            return LeverEndpoints.Invalid("status", "Between 400 and 599.");

        faults.Add(fault);
        return TypedResults.Ok(context.State);
    }

    private static Results<Ok<LeverState>, NotFound> TakeBack(int id, Faults faults, LeverContext context) =>
        faults.TakeBack(id) ? TypedResults.Ok(context.State) : TypedResults.NotFound();
}
