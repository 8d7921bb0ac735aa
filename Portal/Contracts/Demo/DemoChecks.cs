namespace Portal.Contracts.Demo;

/// <summary>Validates requests to the emulator's controls, field by field, in the form and again in the backend.</summary>
public static class DemoChecks
{
    private static readonly string[] Kinds =
        [TamperingKinds.SetClaim, TamperingKinds.RemoveClaim, TamperingKinds.SetHeader, TamperingKinds.RemoveHeader];

    public static IEnumerable<FieldError> Of(FaultRequest request, DemoState state)
    {
        if (!state.Endpoints.Contains(request.Endpoint, StringComparer.Ordinal))
            yield return new("endpoint", "The emulator has no such endpoint.");
        if (request.Code is { } code && state.Codes.All(c => c.Number != code))
            yield return new("code", "The emulator does not know this code.");
        else if (request is { Code: not null, Endpoint: FaultEndpointNames.Graph })
            yield return new("code", "Microsoft Graph does not return AADSTS codes: choose a status.");
        if (request.Status is < FaultRequest.MinStatus or > FaultRequest.MaxStatus)
            yield return new("status", $"The status must be between {FaultRequest.MinStatus} and {FaultRequest.MaxStatus}.");
        if (request.Body is not (null or FaultRequest.WebPage))
            yield return new("body", $"{FaultRequest.WebPage}, or no body.");
        if (request is { OnlyOnBehalfOf: true, Endpoint: not FaultEndpointNames.Token })
            yield return new("onlyOnBehalfOf", "Only the endpoint token has exchanges on behalf of users.");
        if (request.Times is < 1 or > FaultRequest.MaxTimes)
            yield return new("times", $"Between 1 and {FaultRequest.MaxTimes} responses.");
        if (request.DelayMilliseconds is < 0 or > FaultRequest.MaxDelay)
            yield return new("delayMilliseconds", $"Between 0 and {FaultRequest.MaxDelay} ms.");
        else if (request is { Code: null, Status: null, Body: null, DelayMilliseconds: 0 })
            yield return new("delayMilliseconds", "Set a code, a status or a delay.");
    }

    public static IEnumerable<FieldError> Of(ClockRequest request) =>
        Math.Abs((decimal)request.OffsetSeconds) > ClockRequest.MaxHours * 3600m
            ? [new("offsetSeconds", $"At most {ClockRequest.MaxHours} hours (ten years).")]
            : [];

    public static IEnumerable<FieldError> Of(KeyRolloverRequest request) =>
        request.Mode is KeyModes.Announce or KeyModes.Planned or KeyModes.Emergency
            ? []
            : [new("mode", $"One of {KeyModes.Announce}, {KeyModes.Planned}, {KeyModes.Emergency}.")];

    /// <summary>Field names include the index of the change: <c>changes[0].name</c>.</summary>
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
            if (FindError(choice.Changes[at], named, ref size) is { } error)
                yield return error with { Field = $"changes[{at}]{error.Field}" };
        }
    }

    // The JSON reader checks the members of each entry, but lets a null entry pass.
    private static FieldError? FindError(TamperedMember? change, HashSet<(bool, string)> named, ref int size)
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
            return change.Value is null ? null : new(".value", "A removal must not have a value.");
        if (TamperedValue.SizeOf(change.Value) is not { } bytes)
            return new(".value", "It contains invalid Unicode text.");

        size += bytes;
        return size <= TamperingChoice.MaxValuesBytes
            ? null
            : new(".value", $"All values together may have at most {TamperingChoice.MaxValuesBytes / 1024} KB.");
    }
}

/// <summary>An error in one field of a request.</summary>
/// <param name="Field">The name in the request's JSON.</param>
public sealed record FieldError(string Field, string Message);
