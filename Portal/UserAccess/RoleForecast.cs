namespace Portal.UserAccess;

/// <summary>
/// Which app roles of one API a token of a person's will carry, and why: those assigned to the person and to the groups
/// that the person is a direct member of. Groups around those give nothing.
/// </summary>
/// <param name="Roles">In the order that the API publishes them: those for users, and any other that is held.</param>
/// <param name="Refused">The API demands an assignment and there is none: the authority issues no token.</param>
public sealed record RoleForecast(IReadOnlyList<ForecastRole> Roles, bool Refused)
{
    public IReadOnlyList<string> Carried => [.. Roles.Where(r => r.Carried).Select(r => r.Role.Value).OfType<string>()];

    public static RoleForecast Of(PersonRoleFacts facts)
    {
        var refused = facts.AssignmentRequired && facts.Assignments.Count == 0;
        var roles = facts.Offers
            .Select(offer => Judge(offer, facts, refused))
            .Where(role => role.Role.ForUsers || role.Reasons.Count > 0);
        return new RoleForecast([.. roles], refused);
    }

    private static ForecastRole Judge(RoleOffer offer, PersonRoleFacts facts, bool refused)
    {
        var holders = facts.Assignments.Where(a => Same(a.RoleId, offer.Id)).Select(a => a.HolderId).ToList();
        var reasons = new List<RoleReason>();
        if (holders.Exists(holder => Same(holder, facts.PersonId)))
            reasons.Add(new RoleReason(RoleReasonKind.Direct));

        reasons.AddRange(facts.Groups
            .Where(g => holders.Exists(h => Same(h, g.Id)))
            .Select(g => new RoleReason(RoleReasonKind.Group, g.Name)));
        var carried = reasons.Count > 0 && offer.Enabled && offer.Value is { Length: > 0 } && !refused;
        if (reasons.Count > 0 && !offer.Enabled)
            reasons.Add(new RoleReason(RoleReasonKind.SwitchedOff));

        reasons.AddRange(facts.Around
            .Where(g => g.RoleIds.Any(id => Same(id, offer.Id)))
            .Select(g => new RoleReason(RoleReasonKind.Nested, g.Name, g.Through)));
        return new ForecastRole(offer, carried, reasons);
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the directory says of one person and one API.</summary>
/// <param name="Assignments">Held by the person or by one of <paramref name="Groups"/>; of any role, or of none in particular.</param>
/// <param name="Groups">Those that the person is a direct member of.</param>
/// <param name="Around">Those that only another group brings the person into, and that hold a role.</param>
public sealed record PersonRoleFacts(
    string PersonId,
    bool AssignmentRequired,
    IReadOnlyList<RoleOffer> Offers,
    IReadOnlyList<RoleHolding> Assignments,
    IReadOnlyList<DirectGroup> Groups,
    IReadOnlyList<GroupAround> Around);

/// <param name="Value">As tokens carry it; null for a role that tokens do not carry.</param>
public sealed record RoleOffer(string Id, string? Value, string Title, string? Description, bool ForUsers, bool Enabled);

public sealed record RoleHolding(string RoleId, string HolderId);

public sealed record DirectGroup(string Id, string Name);

/// <param name="RoleIds">What it holds.</param>
/// <param name="Through">The person's own groups that are in it.</param>
public sealed record GroupAround(string Name, IReadOnlyList<string> RoleIds, IReadOnlyList<string> Through);

/// <summary>One role in the forecast.</summary>
/// <param name="Reasons">Why it is carried; for one that is not, what looks as if it should be.</param>
public sealed record ForecastRole(RoleOffer Role, bool Carried, IReadOnlyList<RoleReason> Reasons);

/// <param name="Group">The group that holds the role.</param>
/// <param name="Through">The person's own groups inside <paramref name="Group"/>.</param>
public sealed record RoleReason(RoleReasonKind Kind, string? Group = null, IReadOnlyList<string>? Through = null)
{
    /// <summary>In a sentence about <paramref name="person"/>.</summary>
    public string Words(string person) => Kind switch
    {
        RoleReasonKind.Direct => $"Assigned to {person} directly.",
        RoleReasonKind.Group => $"Through the group {Group}, of which {person} is a direct member.",
        RoleReasonKind.SwitchedOff => "The role is switched off in the API’s registration.",
        _ when Through is { Count: > 0 } =>
            $"{person} is in {string.Join(" and ", Through)}, which is in {Group}: nested groups give nothing.",
        _ => $"Another group brings {person} into {Group}: nested groups give nothing.",
    };
}

public enum RoleReasonKind
{
    Direct,
    Group,
    Nested,
    SwitchedOff,
}
