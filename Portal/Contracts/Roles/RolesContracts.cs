using Portal.Contracts.Problems;

namespace Portal.Contracts.Roles;

/// <summary>What a downstream API offers as app roles.</summary>
/// <param name="AssignmentRequired">Nobody gets a token for it without being assigned.</param>
public sealed record ApiRoles(string Api, string Title, bool AssignmentRequired, IReadOnlyList<OfferedRole> Roles);

/// <param name="For"><c>User</c> (which groups are, too) and <c>Application</c>.</param>
public sealed record OfferedRole(
    string Id, string? Value, string Name, string? Description, IReadOnlyList<string> For, bool IsEnabled)
{
    /// <summary>What tokens carry; a role without a value has only its name.</summary>
    public string Word => Value is { Length: > 0 } ? Value : Name;

    public bool Allows(string kind) => For.Contains(kind == PrincipalKinds.Application ? "Application" : "User");
}

/// <summary>Who can hold a role, as Graph calls the kinds.</summary>
public static class PrincipalKinds
{
    public const string User = "User";
    public const string Group = "Group";
    public const string Application = "ServicePrincipal";

    public static IReadOnlyList<string> All { get; } = [User, Group, Application];
}

/// <param name="Total">How many assignments fit the search, where Graph counts them; of all roles.</param>
/// <param name="Next">Where the following ones begin; null at the end.</param>
public sealed record RoleHolders(IReadOnlyList<RoleHolder> Holders, int? Total, string? Next);

public sealed record RoleHolder(
    string AssignmentId, string RoleId, string PrincipalId, string Kind, string Name, DateTimeOffset? Since);

/// <param name="Total">Direct members, nested groups among them.</param>
/// <param name="Nested">Groups that are members: theirs get nothing.</param>
public sealed record GroupMembers(IReadOnlyList<Principal> Members, int? Total, int Nested, string? Next);

public sealed record Principals(IReadOnlyList<Principal> Found, int? Total, string? Next);

/// <param name="Detail">What tells two of the same name apart.</param>
public sealed record Principal(string Id, string Kind, string Name, string? Detail);

/// <summary>What is to become of one assignment.</summary>
/// <param name="Action">One of <see cref="RoleActions"/>.</param>
/// <param name="Seen">The assignment that the dry run saw; empty where it saw none; null before a dry run.</param>
/// <param name="Through">
/// A mark of the groups through which the dry run saw the role; empty where through none; null where it did not look, or
/// could not look at all of them.
/// </param>
public sealed record RoleChange(string Action, string PrincipalId, string RoleId, string? Seen = null, string? Through = null)
{
    /// <summary>The same, were it taken back.</summary>
    public RoleChange Inverse() =>
        new(Action == RoleActions.Assign ? RoleActions.Remove : RoleActions.Assign, PrincipalId, RoleId);
}

public static class RoleActions
{
    public const string Assign = "assign";
    public const string Remove = "remove";
}

/// <param name="Run">A GUID that sets which are applied together have in common, so that they can be undone together.</param>
public sealed record RoleChangeSet(IReadOnlyList<RoleChange> Changes, string? Run = null)
{
    /// <summary>In a dry run.</summary>
    public const int MaxCount = 200;

    /// <summary>In one request that changes: a page sends the next when it has the answer.</summary>
    public const int MaxConcurrent = 10;
}

public sealed record RolePreview(IReadOnlyList<PlannedChange> Changes);

/// <summary>What a change would do.</summary>
/// <param name="Change">With what the dry run saw.</param>
/// <param name="Effect">One of <see cref="RoleEffects"/>.</param>
/// <param name="Sentence">For whom, and why, in words.</param>
public sealed record PlannedChange(RoleChange Change, Principal Principal, string Role, string Effect, string Sentence, string? Warning = null);

public static class RoleEffects
{
    public const string Gains = "gains";
    public const string Loses = "loses";

    /// <summary>Something is written, and the tokens stay as they are.</summary>
    public const string Same = "same";

    /// <summary>Nothing is to be done.</summary>
    public const string Nothing = "nothing";

    public const string Impossible = "impossible";

    public static bool IsChange(string effect) => effect is Gains or Loses or Same;
}

public sealed record RoleOutcomes(IReadOnlyList<RoleOutcome> Outcomes);

/// <param name="State">One of <see cref="RoleOutcomeStates"/>.</param>
public sealed record RoleOutcome(RoleChange Change, string State, string Words, ApiProblem? Problem = null);

public static class RoleOutcomeStates
{
    public const string Done = "done";
    public const string AlreadySo = "already_so";

    /// <summary>It is not as the dry run saw it: nothing was done.</summary>
    public const string Overtaken = "overtaken";

    public const string Refused = "refused";

    /// <summary>Another one failed in a way that would have met this one too, or it was cancelled.</summary>
    public const string NotTried = "not_tried";

    public static bool CanRetry(string state) => state is Overtaken or Refused or NotTried;
}
