namespace Portal.UserAccess;

/// <summary>
/// Predicts the app roles of one API in a user's next token, with the reasons: those assigned to the user and to the groups
/// that the user is a direct member of. Roles of parent groups are not inherited.
/// </summary>
/// <param name="Roles">The roles for users, and any other that is assigned, in the order of the API registration.</param>
/// <param name="Refused">The API requires an assignment and there is none: no token is issued.</param>
public sealed record RoleForecast(IReadOnlyList<ForecastRole> Roles, bool Refused)
{
    public IReadOnlyList<string> TokenRoles => [.. Roles.Where(r => r.InToken).Select(r => r.Role.Value).OfType<string>()];

    public static RoleForecast Of(PersonRoleFacts facts)
    {
        var refused = facts.AssignmentRequired && facts.Assignments.Count == 0;
        var roles = facts.Offers
            .Select(offer => Evaluate(offer, facts, refused))
            .Where(role => role.Role.ForUsers || role.Reasons.Count > 0);
        return new RoleForecast([.. roles], refused);
    }

    private static ForecastRole Evaluate(RoleOffer offer, PersonRoleFacts facts, bool refused)
    {
        var holders = facts.Assignments.Where(a => Same(a.RoleId, offer.Id)).Select(a => a.HolderId).ToList();
        var reasons = new List<RoleReason>();
        if (holders.Exists(holder => Same(holder, facts.PersonId)))
            reasons.Add(new RoleReason(RoleReasonKind.Direct));

        reasons.AddRange(facts.Groups
            .Where(g => holders.Exists(h => Same(h, g.Id)))
            .Select(g => new RoleReason(RoleReasonKind.Group, g.Name)));
        var inToken = reasons.Count > 0 && offer.Enabled && offer.Value is { Length: > 0 } && !refused;
        if (reasons.Count > 0 && !offer.Enabled)
            reasons.Add(new RoleReason(RoleReasonKind.Disabled));

        reasons.AddRange(facts.ParentGroups
            .Where(g => g.RoleIds.Any(id => Same(id, offer.Id)))
            .Select(g => new RoleReason(RoleReasonKind.Nested, g.Name, g.Through)));
        return new ForecastRole(offer, inToken, reasons);
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The facts from the directory about one user and one API.</summary>
/// <param name="Assignments">Assignments to the user or to one of <paramref name="Groups"/>: of any role, or of default access.</param>
/// <param name="Groups">The groups that the user is a direct member of.</param>
/// <param name="ParentGroups">Groups with a role that the user is in only through another group.</param>
public sealed record PersonRoleFacts(
    string PersonId,
    bool AssignmentRequired,
    IReadOnlyList<RoleOffer> Offers,
    IReadOnlyList<RoleHolding> Assignments,
    IReadOnlyList<DirectGroup> Groups,
    IReadOnlyList<ParentGroup> ParentGroups);

/// <param name="Value">The value in tokens; a role without a value does not appear in tokens.</param>
public sealed record RoleOffer(string Id, string? Value, string Title, string? Description, bool ForUsers, bool Enabled);

public sealed record RoleHolding(string RoleId, string HolderId);

public sealed record DirectGroup(string Id, string Name);

/// <param name="RoleIds">The roles assigned to it.</param>
/// <param name="Through">The user's direct groups that are in it.</param>
public sealed record ParentGroup(string Name, IReadOnlyList<string> RoleIds, IReadOnlyList<string> Through);

/// <summary>One role in the forecast.</summary>
/// <param name="Reasons">Why the token will have the role, or why it will not despite what is assigned.</param>
public sealed record ForecastRole(RoleOffer Role, bool InToken, IReadOnlyList<RoleReason> Reasons);

/// <param name="Group">The group that has the role.</param>
/// <param name="Through">The user's direct groups in <paramref name="Group"/>.</param>
public sealed record RoleReason(RoleReasonKind Kind, string? Group = null, IReadOnlyList<string>? Through = null)
{
    /// <summary>A sentence about <paramref name="person"/>.</summary>
    public string Text(string person) => Kind switch
    {
        RoleReasonKind.Direct => $"Assigned to {person} directly.",
        RoleReasonKind.Group => $"Through the group {Group}, of which {person} is a direct member.",
        RoleReasonKind.Disabled => "The role is disabled in the API’s registration.",
        _ when Through is { Count: > 0 } =>
            $"{person} is in {string.Join(" and ", Through)}, which is in {Group}: roles are not inherited through nested groups.",
        _ => $"{person} is in {Group} only through another group: roles are not inherited through nested groups.",
    };
}

public enum RoleReasonKind
{
    Direct,
    Group,
    Nested,
    Disabled,
}
