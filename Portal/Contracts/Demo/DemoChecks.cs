namespace Portal.Contracts.Demo;

/// <summary>What is wrong with an order for the levers, field by field: asked by the form, and again by the backend.</summary>
public static class DemoChecks
{
    private static readonly string[] Kinds =
        [TamperingKinds.SetClaim, TamperingKinds.RemoveClaim, TamperingKinds.SetHeader, TamperingKinds.RemoveHeader];

    public static IEnumerable<FieldError> Of(FaultOrder order, DemoState state)
    {
        if (!state.Endpoints.Contains(order.Endpoint, StringComparer.Ordinal))
            yield return new("endpoint", "The emulator has no such endpoint.");
        if (order.Code is { } code && state.Codes.All(c => c.Number != code))
            yield return new("code", "The emulator knows no such code.");
        else if (order is { Code: not null, Endpoint: FaultEndpoints.Graph })
            yield return new("code", "Microsoft Graph knows no AADSTS codes: choose a status.");
        if (order.Status is < FaultOrder.MinStatus or > FaultOrder.MaxStatus)
            yield return new("status", $"A status of a failure lies between {FaultOrder.MinStatus} and {FaultOrder.MaxStatus}.");
        if (order.Times is < 1 or > FaultOrder.MaxTimes)
            yield return new("times", $"Between 1 and {FaultOrder.MaxTimes} answers.");
        if (order.DelayMilliseconds is < 0 or > FaultOrder.MaxDelay)
            yield return new("delayMilliseconds", $"Between 0 and {FaultOrder.MaxDelay} ms.");
        else if (order is { Code: null, Status: null, DelayMilliseconds: 0 })
            yield return new("delayMilliseconds", "With neither a code nor a status nor a delay, nothing would happen.");
    }

    public static IEnumerable<FieldError> Of(ClockOrder order) =>
        Math.Abs((decimal)order.OffsetSeconds) > ClockOrder.MaxHours * 3600m
            ? [new("offsetSeconds", $"At most {ClockOrder.MaxHours} hours, which are ten years.")]
            : [];

    public static IEnumerable<FieldError> Of(KeyOrder order) =>
        order.Mode is KeyModes.Announce or KeyModes.Planned or KeyModes.Emergency
            ? []
            : [new("mode", $"One of {KeyModes.Announce}, {KeyModes.Planned}, {KeyModes.Emergency}.")];

    /// <summary>Fields of a change are named with its place: <c>changes[0].name</c>.</summary>
    public static IEnumerable<FieldError> Of(TamperingChoice choice)
    {
        if (choice.Key is not (TamperingKeys.Tenant or TamperingKeys.Unknown or TamperingKeys.None))
            yield return new("key", $"One of {TamperingKeys.Tenant}, {TamperingKeys.Unknown}, {TamperingKeys.None}.");
        if (choice.Changes.Count > TamperingChoice.MaxChanges)
            yield return new("changes", $"At most {TamperingChoice.MaxChanges} changes at once.");

        var named = new HashSet<(bool, string)>();
        var size = 0;
        for (var at = 0; at < choice.Changes.Count; at++)
        {
            if (Mistake(choice.Changes[at], named, ref size) is { } mistake)
                yield return mistake with { Field = $"changes[{at}]{mistake.Field}" };
        }
    }

    // The list's reader looks after the members of its entries, not after the entries.
    private static FieldError? Mistake(TamperedMember? change, HashSet<(bool, string)> named, ref int size)
    {
        if (change is null)
            return new("", "A change is missing.");
        if (!Kinds.Contains(change.Kind, StringComparer.Ordinal))
            return new(".kind", $"One of {string.Join(", ", Kinds)}.");
        if (change.Name.Length is 0 or > TamperingChoice.MaxNameLength || change.Name.Any(char.IsControl))
            return new(".name", $"A name of 1 to {TamperingChoice.MaxNameLength} characters.");
        if (!named.Add((TamperingKinds.IsOfHeader(change.Kind), change.Name)))
            return new(".name", $"{change.Name} is changed twice.");
        if (!TamperingKinds.Sets(change.Kind))
            return change.Value is null ? null : new(".value", "What is removed takes no value.");
        if (TamperedValue.SizeOf(change.Value) is not { } bytes)
            return new(".value", "It holds text that is no valid Unicode.");

        size += bytes;
        return size <= TamperingChoice.MaxValuesBytes
            ? null
            : new(".value", $"All values together have {TamperingChoice.MaxValuesBytes / 1024} KB at most.");
    }
}

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">As the request's JSON names it.</param>
public sealed record FieldError(string Field, string Words);
