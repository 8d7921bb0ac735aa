using System.Text.Json.Serialization;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Consents;

/// <summary>
/// A change of one consent. Granting, trimming, revoking and undoing are one operation: replacing a consent's scopes.
/// </summary>
/// <param name="Client">The object id of the app that calls.</param>
/// <param name="Resource">The object id of the API that is called.</param>
/// <param name="Principal">The object id of the user who consented; null for everyone.</param>
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
    : IChange<ConsentChange>
{
    [JsonIgnore]
    public object Subject => (Client, Resource, Principal);

    public ConsentChange Inverse() => this with { Before = After, After = Before ?? [] };

    /// <summary>Adds and removes the same scopes, starting from the consent's current ones.</summary>
    public ConsentChange RebaseOnto(IReadOnlyList<string> current)
    {
        var before = Before ?? [];
        return this with
        {
            Before = current,
            After = [.. current.Except(before.Except(After)).Union(After.Except(before))],
        };
    }
}

public sealed record ConsentChangeSet(IReadOnlyList<ConsentChange> Changes)
{
    /// <summary>The limit for one preview, and for one request that applies changes.</summary>
    public const int MaxCount = 20;
}

public sealed record ConsentPreview(IReadOnlyList<PlannedConsentChange> Changes);

/// <param name="Change">With the scopes before and after it.</param>
/// <param name="State">
/// <see cref="ChangeStates.Ready"/>, <see cref="ChangeStates.NoChangeNeeded"/> or
/// <see cref="ChangeStates.ChangedByOthers"/>.
/// </param>
/// <param name="Current">The scopes that the consent had at the time of the preview.</param>
/// <param name="Effects">What the change breaks or allows, and for whom, in sentences.</param>
public sealed record PlannedConsentChange(
    ConsentChange Change,
    ConsentParty Client,
    ConsentParty Resource,
    ConsentParty? Principal,
    string State,
    IReadOnlyList<string> Current,
    IReadOnlyList<string> Effects)
    : IPlannedChange<ConsentChange>
{
    [JsonIgnore]
    public bool CanApply => State == ChangeStates.Ready;
}

public sealed record ConsentOutcomes(IReadOnlyList<ConsentOutcome> Outcomes);

/// <param name="State">One of <see cref="ChangeStates"/>.</param>
/// <param name="Current">The scopes that the consent has now; null if they could not be read.</param>
public sealed record ConsentOutcome(
    ConsentChange Change, string State, IReadOnlyList<string>? Current, ApiProblem? Problem = null)
    : IChangeOutcome;
