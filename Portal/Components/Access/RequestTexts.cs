using System.Security.Claims;
using AccessContract;
using AccessContract.Checks;
using Portal.Components.Shared;
using Portal.Contracts.Problems;
using Portal.Contracts.UserAccess;

namespace Portal.Components.Access;

/// <summary>Requests to the person who can fix a refusal. They contain names and ids, and never a token.</summary>
internal static class RequestTexts
{
    /// <summary>Asks an administrator to assign roles, with a link to the page that does it.</summary>
    /// <param name="clientId">The API's client id, if it is known.</param>
    /// <param name="why">A sentence, or nothing.</param>
    public static string ForRole(string api, IReadOnlyList<string> roles, Requester who, string? clientId, string why)
    {
        var names = roles.Count > 0 ? string.Join(" or ", roles) : "that it requires";
        var text = $"Please assign the app role {names} on {api} to {who.UserName ?? "me"}.{(why.Length > 0 ? $" {why}" : "")}";
        return text + string.Concat(who.AssignLinks(api, roles).Select(link => $"\nAssign it here: {link}")) + Ids(api, who, clientId);
    }

    /// <summary>Describes a failed check and its fix.</summary>
    /// <param name="token">Whose token it is.</param>
    public static string ForCheck(string api, CheckResult check, Fix fix, string token)
    {
        var actual = check.Actual.Count > 0 ? string.Join(", ", check.Actual) : "nothing";
        var required = check.Required.Count > 0 ? string.Join(" or ", check.Required) : check.Requirement;
        return $"{api} refuses {token} at its check “{VerdictText.Title(check.Name)}”: "
            + $"it requires {required}, and the token has {actual}. {fix.Instructions}"
            + (fix.Setting is { } setting ? $" (Setting: {setting}.)" : "");
    }

    public static string Ids(string api, Requester who, string? clientId) => string.Concat(
        new (string Name, string? Value)[]
        {
            ("Object ID of the user", who.ObjectId),
            ("Tenant ID", who.TenantId),
            ($"Client ID of {api}", clientId),
        }
        .Where(id => id.Value is not null).Select(id => $"\n{id.Name}: {id.Value}"));

    /// <summary>The reason for a request: the refusal, or what the access is needed for.</summary>
    public static string Why(ApiProblem? problem, string? purpose)
    {
        if (problem is null)
            return purpose is { Length: > 0 } ? $"It is needed for: {SafeText.Visible(purpose)}." : "";

        var trace = problem.TraceId is { Length: > 0 } id ? $", trace {id}" : "";
        return $"The portal was refused with {problem.Code}{trace}.";
    }

    /// <summary>The API's client id, which it accepts as the audience; null if it accepts other values only.</summary>
    public static string? ClientIdIn(Verdict verdict) => verdict.Checks
        .FirstOrDefault(c => c.Name == CheckNames.Audience)?.Required.FirstOrDefault(value => Guid.TryParse(value, out _));
}

/// <summary>The signed-in user who sends a request.</summary>
/// <param name="Portal">The portal's address in the user's browser.</param>
public sealed record Requester(string? UserName, string? ObjectId, string? TenantId, Uri Portal)
{
    public static Requester Of(ClaimsPrincipal? user, string portal) => new(
        user is null ? null : UserDisplay.UserName(user),
        user is null ? null : UserDisplay.ObjectId(user),
        user is null ? null : UserDisplay.TenantId(user),
        new Uri(portal));

    /// <summary>The administrator's pages where each of <paramref name="roles"/> can be assigned to the user.</summary>
    public IEnumerable<Uri> AssignLinks(string api, IReadOnlyList<string> roles) =>
        Guid.TryParseExact(ObjectId, "D", out _)
            ? roles.Select(role => new Uri(Portal, UserAccessAddresses.Assign(api, role, ObjectId)))
            : [];
}
