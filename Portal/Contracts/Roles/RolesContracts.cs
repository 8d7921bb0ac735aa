using System.Text.Json.Serialization;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Roles;

/// <summary>The app roles of a downstream API.</summary>
/// <param name="Api">The API's name in the settings.</param>
/// <param name="Title">The API's name in the directory.</param>
/// <param name="AssignmentRequired">Only assigned users and applications get a token for the API.</param>
public sealed record ApiRoles(string Api, string Title, bool AssignmentRequired, IReadOnlyList<OfferedRole> Roles);

/// <param name="AllowedMemberTypes"><c>User</c> (includes groups) and <c>Application</c>.</param>
public sealed record OfferedRole(
    string Id, string? Value, string Name, string? Description, IReadOnlyList<string> AllowedMemberTypes, bool IsEnabled)
{
    /// <summary>The value in tokens, or the name of a role that has no value.</summary>
    public string Label => Value is { Length: > 0 } ? Value : Name;

    /// <param name="kind">One of <see cref="PrincipalKinds"/>.</param>
    public bool Allows(string kind) =>
        AllowedMemberTypes.Contains(kind == PrincipalKinds.Application ? "Application" : "User");
}

/// <summary>The kinds of principals that can hold a role, by their names in Microsoft Graph.</summary>
public static class PrincipalKinds
{
    public const string User = "User";
    public const string Group = "Group";
    public const string Application = "ServicePrincipal";

    public static IReadOnlyList<string> All { get; } = [User, Group, Application];
}

/// <param name="Total">
/// The number of assignments that match the search, for all roles; null if Graph returns no count.
/// </param>
/// <param name="Next">The marker of the next page; null on the last page.</param>
public sealed record RoleHolders(IReadOnlyList<RoleHolder> Holders, int? Total, string? Next);

public sealed record RoleHolder(
    string AssignmentId, string RoleId, string PrincipalId, string Kind, string Name, DateTimeOffset? Since);

/// <param name="Total">The number of direct members, including nested groups.</param>
/// <param name="Nested">The number of members that are groups; their members do not get the role.</param>
public sealed record GroupMembers(IReadOnlyList<Principal> Members, int? Total, int Nested, string? Next);

public sealed record Principals(IReadOnlyList<Principal> Found, int? Total, string? Next);

/// <param name="Detail">Distinguishes principals with the same name.</param>
public sealed record Principal(string Id, string Kind, string Name, string? Detail);

/// <summary>Assigns a role to a principal, or removes it.</summary>
/// <param name="Action">One of <see cref="RoleActions"/>.</param>
/// <param name="PreviewedAssignment">
/// The id of the assignment at the time of the preview; empty if there was none; null before a preview.
/// </param>
/// <param name="PreviewedGroups">
/// A hash of the groups that gave the role at the time of the preview; empty if there were none; null before a preview,
/// and when not all groups could be read.
/// </param>
public sealed record RoleChange(
    string Action, string PrincipalId, string RoleId, string? PreviewedAssignment = null, string? PreviewedGroups = null)
    : IChange<RoleChange>
{
    [JsonIgnore]
    public object Subject => (PrincipalId, RoleId);

    public RoleChange Inverse() =>
        new(Action == RoleActions.Assign ? RoleActions.Remove : RoleActions.Assign, PrincipalId, RoleId);
}

public static class RoleActions
{
    public const string Assign = "assign";
    public const string Remove = "remove";
}

/// <param name="Run">
/// A GUID shared by all sets that one click applies, so that they can be undone together; null for a preview.
/// </param>
public sealed record RoleChangeSet(IReadOnlyList<RoleChange> Changes, string? Run = null)
{
    /// <summary>The limit for one preview.</summary>
    public const int MaxCount = 200;

    /// <summary>The limit for one request that applies changes. Pages send larger sets in several requests.</summary>
    public const int MaxApplied = 10;
}

public sealed record RolePreview(IReadOnlyList<PlannedRoleChange> Changes);

/// <param name="Change">With the state that the preview found.</param>
/// <param name="Role">The label of the role.</param>
/// <param name="Effect">One of <see cref="RoleEffects"/>.</param>
/// <param name="Sentence">Describes who is affected, and why.</param>
public sealed record PlannedRoleChange(
    RoleChange Change, Principal Principal, string Role, string Effect, string Sentence, string? Warning = null)
    : IPlannedChange<RoleChange>
{
    [JsonIgnore]
    public bool CanApply => Effect is RoleEffects.Gains or RoleEffects.Loses or RoleEffects.Same;
}

public static class RoleEffects
{
    public const string Gains = "gains";
    public const string Loses = "loses";

    /// <summary>An assignment is changed, but the roles in tokens stay the same.</summary>
    public const string Same = "same";

    /// <summary>No change is needed.</summary>
    public const string Nothing = "nothing";

    public const string Impossible = "impossible";
}

public sealed record RoleOutcomes(IReadOnlyList<RoleOutcome> Outcomes);

/// <param name="State">One of <see cref="ChangeStates"/>.</param>
/// <param name="Text">Describes the outcome in a sentence.</param>
public sealed record RoleOutcome(RoleChange Change, string State, string Text, ApiProblem? Problem = null)
    : IChangeOutcome;
