using Portal.Contracts.Changes;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Consents;

/// <summary>
/// A change of one consent: <c>POST /api/admin/consents/preview</c> and <c>/changes</c>. Granting, trimming, revoking and
/// undoing are one operation: replacing a consent's scopes.
/// </summary>
/// <param name="Principal">The user who consented; null for everyone.</param>
/// <param name="After">The new scopes; if empty, the consent is deleted.</param>
/// <param name="Before">The scopes that were shown to the user. Required for a change; a preview fills them in.</param>
/// <param name="Adds">For previews: keeps the current scopes and adds <paramref name="After"/> to them.</param>
public sealed record ConsentChange(
    string Client,
    string Resource,
    string? Principal,
    IReadOnlyList<string> After,
    IReadOnlyList<string>? Before = null,
    bool Adds = false)
    : IChange
{
    // Explicit, so that it is not a member of the JSON.
    object IChange.Subject => (Client, Resource, Principal);

    public ConsentChange Reversed() => this with { Before = After, After = Before ?? [] };

    /// <summary>The same change, applied to the consent's current scopes.</summary>
    public ConsentChange RebaseOnto(IReadOnlyList<string> current) => this with
    {
        Before = current,
        After = [.. current.Where(s => After.Contains(s) || Before?.Contains(s) is not true).Union(After.Except(Before ?? []))],
    };
}

public sealed record ConsentChangeSet(IReadOnlyList<ConsentChange> Steps)
{
    public const int MaxCount = 20;
}

/// <summary>The result of each step, previewed or applied.</summary>
public sealed record ConsentChangeReport(IReadOnlyList<ConsentChangeResult> Steps);

/// <param name="State">One of <see cref="ChangeStates"/>.</param>
/// <param name="Current">The scopes that the consent has now; null if they could not be read.</param>
/// <param name="Effects">What the change breaks or allows, and for whom, in sentences.</param>
/// <param name="Problem">Why the change was not applied.</param>
public sealed record ConsentChangeResult(
    ConsentChange Step,
    ConsentParty Client,
    ConsentParty Resource,
    ConsentParty? Principal,
    string State,
    IReadOnlyList<string>? Current,
    IReadOnlyList<string> Effects,
    ApiProblem? Problem = null)
    : IPlannedChange<ConsentChange>, IChangeOutcome
{
    // Explicit, so that they are not members of the JSON.
    ConsentChange IPlannedChange<ConsentChange>.Change => Step;

    bool IPlannedChange<ConsentChange>.CanApply => State == ChangeStates.Ready;
}
