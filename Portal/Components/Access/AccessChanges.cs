using Portal.Contracts.Access;

namespace Portal.Components.Access;

/// <summary>Describes how a user's access changed between two reports, in sentences.</summary>
internal static class AccessChanges
{
    /// <summary>The newer report, with the older state of each API that is unreachable now.</summary>
    public static AccessReport Merge(AccessReport before, AccessReport after) => after with
    {
        Apis = [.. after.Apis.Select(now => now.State == ApiAccessState.Unreachable ? Of(before, now.Api) ?? now : now)],
        IsAdministrator = after.IsAdministrator ?? before.IsAdministrator,
    };

    public static IReadOnlyList<string> Between(AccessReport before, AccessReport after) =>
    [
        .. Administration(before.IsAdministrator, after.IsAdministrator),
        .. after.Apis.SelectMany(now => Of(before, now.Api) is { } then ? Between(then, now) : []),
    ];

    private static IEnumerable<string> Administration(bool? then, bool? now) => (then, now) switch
    {
        (not false, false) => ["You are no longer an administrator of the portal."],
        (false, true) => ["You are an administrator of the portal again."],
        _ => [],
    };

    private static IEnumerable<string> Between(ApiAccess then, ApiAccess now)
    {
        var api = now.Title;
        if (IsToken(then) && IsToken(now))
        {
            if (now.Roles.Except(then.Roles).ToList() is { Count: > 0 } gained)
                yield return $"You now have {List("role", gained)} on {api}.";
            if (then.Roles.Except(now.Roles).ToList() is { Count: > 0 } lost)
                yield return $"You no longer have {List("role", lost)} on {api}.";
            if (now.Scopes.Except(then.Scopes).ToList() is { Count: > 0 } allowed)
                yield return $"The portal can now use {List("scope", allowed)} of {api} on your behalf.";
            if (then.Scopes.Except(now.Scopes).ToList() is { Count: > 0 } taken)
                yield return $"The portal can no longer use {List("scope", taken)} of {api} on your behalf.";
        }
        else if (then.State != now.State && now.State == ApiAccessState.ConsentMissing)
        {
            yield return $"The consent for {api} was withdrawn: the portal can no longer call it on your behalf.";
        }
        else if (then.State == ApiAccessState.ConsentMissing && IsToken(now))
        {
            yield return $"The portal can now call {api} on your behalf.";
        }
        else if (then.State != now.State)
        {
            yield return IsToken(now) ? $"{api} can be called again." : $"{api}: {now.Problem?.Title ?? "no token is available"}.";
        }
    }

    private static bool IsToken(ApiAccess access) => access.Problem is null;

    private static ApiAccess? Of(AccessReport report, string api) => report.Apis.FirstOrDefault(a => a.Api == api);

    private static string List(string noun, List<string> names) =>
        names.Count == 1 ? $"the {noun} {names[0]}" : $"the {noun}s {string.Join(", ", names)}";
}
