using Entra.Emulator.OAuth.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>Adds and removes faults, which make the next responses of an endpoint fail.</summary>
internal static class FaultEndpoints
{
    private const int MaxTimes = 1000;
    private const int MaxDelayMilliseconds = 120_000;

    public static void MapFaults(this IEndpointRouteBuilder group)
    {
        group.MapPost("faults", Add);
        group.MapDelete("faults", (PendingFaults faults) => faults.Clear());
        group.MapDelete("faults/{id:int}", Cancel);
    }

    private static Results<Ok<ControlState>, ValidationProblem> Add(Fault fault, PendingFaults faults, ControlStateReader state)
    {
        if (!FaultInjection.Endpoints.ContainsKey(fault.Endpoint ?? ""))
            return ControlEndpoints.Invalid("endpoint", $"Must be one of {string.Join(", ", FaultInjection.Endpoints.Keys)}.");
        if (fault.Times is < 1 or > MaxTimes)
            return ControlEndpoints.Invalid("times", $"Must be between 1 and {MaxTimes}.");
        if (fault.DelayMilliseconds is < 0 or > MaxDelayMilliseconds)
            return ControlEndpoints.Invalid("delayMilliseconds", $"Must be between 0 and {MaxDelayMilliseconds}.");
        if (fault.Code is { } code && !ErrorTable.All.ContainsKey(code))
            return ControlEndpoints.Invalid("code", "The emulator does not return this code.");
        if (fault.Status is < 400 or > 599)
            return ControlEndpoints.Invalid("status", "Must be between 400 and 599.");
        if (fault.Body is { } body && !FaultBodies.Names.Contains(body))
            return ControlEndpoints.Invalid("body", $"Must be one of {string.Join(", ", FaultBodies.Names)}.");

        if (fault is { OnlyOnBehalfOf: true, Endpoint: not "token" })
            return ControlEndpoints.Invalid("onlyOnBehalfOf", "Only the endpoint token has exchanges on behalf of users.");

        faults.Add(fault);
        return TypedResults.Ok(state.Current);
    }

    private static Results<Ok<ControlState>, NotFound> Cancel(int id, PendingFaults faults, ControlStateReader state) =>
        faults.Cancel(id) ? TypedResults.Ok(state.Current) : TypedResults.NotFound();
}
