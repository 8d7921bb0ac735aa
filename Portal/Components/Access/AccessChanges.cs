using Portal.Contracts.Access;

namespace Portal.Components.Access;

/// <summary>What became different in what a user may do, in sentences.</summary>
internal static class AccessChanges
{
    /// <summary>The newer report; an API that cannot be asked just now stays as it was known.</summary>
    public static AccessReport Merge(AccessReport before, AccessReport after) => after with
    {
        Apis = [.. after.Apis.Select(now => now.State == ApiAccessState.Unreachable ? Of(before, now.Api) ?? now : now)],
    };

    public static IReadOnlyList<string> Between(AccessReport before, AccessReport after) =>
        [.. after.Apis.SelectMany(now => Of(before, now.Api) is { } then ? Between(then, now) : [])];

    private static IEnumerable<string> Between(ApiAccess then, ApiAccess now)
    {
        var api = now.Title;
        if (IsToken(then) && IsToken(now))
        {
            if (now.Roles.Except(then.Roles).ToList() is { Count: > 0 } gained)
                yield return $"On {api} you now have {Words("role", gained)}.";
            if (then.Roles.Except(now.Roles).ToList() is { Count: > 0 } lost)
                yield return $"On {api} you no longer have {Words("role", lost)}.";
            if (now.Scopes.Except(then.Scopes).ToList() is { Count: > 0 } allowed)
                yield return $"The portal may now use {Words("scope", allowed)} of {api} for you.";
            if (then.Scopes.Except(now.Scopes).ToList() is { Count: > 0 } taken)
                yield return $"The portal may no longer use {Words("scope", taken)} of {api} for you.";
        }
        else if (then.State != now.State && now.State == ApiAccessState.ConsentMissing)
        {
            yield return $"The consent for {api} was withdrawn: the portal no longer calls it for you.";
        }
        else if (then.State == ApiAccessState.ConsentMissing && IsToken(now))
        {
            yield return $"The portal may now call {api} for you.";
        }
        else if (then.State != now.State)
        {
            yield return IsToken(now) ? $"{api} can be called again." : $"{api}: {now.Problem?.Title ?? "no token any more"}.";
        }
    }

    private static bool IsToken(ApiAccess access) => access.State is ApiAccessState.Granted or ApiAccessState.RoleMissing;

    private static ApiAccess? Of(AccessReport report, string api) => report.Apis.FirstOrDefault(a => a.Api == api);

    private static string Words(string noun, List<string> names) =>
        names.Count == 1 ? $"the {noun} {names[0]}" : $"the {noun}s {string.Join(", ", names)}";
}
