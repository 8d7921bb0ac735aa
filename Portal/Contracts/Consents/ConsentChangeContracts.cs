using Portal.Contracts.Problems;
using Portal.Contracts.Roles;

namespace Portal.Contracts.Consents;

/// <summary>
/// What one consent is to be: <c>POST /api/admin/consents/preview</c> and <c>/changes</c>. Granting, trimming, revoking and
/// taking any of them back are the same thing with other scopes.
/// </summary>
/// <param name="Principal">Whose consent; null is everyone's.</param>
/// <param name="After">The scopes that it is to have; with none, it goes.</param>
/// <param name="Before">The scopes that it was shown with. A change needs them, a preview fills them in.</param>
/// <param name="Adds">Whatever it has stays, and <paramref name="After"/> comes to it. A preview works out the sum.</param>
public sealed record ConsentChange(
    string Client,
    string Resource,
    string? Principal,
    IReadOnlyList<string> After,
    IReadOnlyList<string>? Before = null,
    bool Adds = false)
{
    public ConsentChange Reversed() => this with { Before = After, After = Before ?? [] };

    /// <summary>The same change, to what the consent is meanwhile.</summary>
    public ConsentChange Onto(IReadOnlyList<string> current) => this with
    {
        Before = current,
        After = [.. current.Where(s => After.Contains(s) || Before?.Contains(s) is not true).Union(After.Except(Before ?? []))],
    };
}

public sealed record ConsentChangeSet(IReadOnlyList<ConsentChange> Steps)
{
    public const int MaxCount = 20;
}

/// <summary>What becomes of each step, or would.</summary>
public sealed record ConsentChangeReport(IReadOnlyList<ConsentChangeResult> Steps);

/// <param name="State">One of <see cref="ConsentChangeStates"/>.</param>
/// <param name="Current">The scopes that the consent has now.</param>
/// <param name="Effects">What it means and for whom, in sentences.</param>
/// <param name="Problem">With <see cref="ConsentChangeStates.Refused"/>.</param>
public sealed record ConsentChangeResult(
    ConsentChange Step,
    ConsentParty Client,
    ConsentParty Resource,
    ConsentParty? Principal,
    string State,
    IReadOnlyList<string> Current,
    IReadOnlyList<string> Effects,
    ApiProblem? Problem = null);

public static class ConsentChangeStates
{
    /// <summary>Would be done.</summary>
    public const string Ready = "ready";

    /// <summary>It is so already.</summary>
    public const string Same = "same";

    /// <summary>Someone else was quicker: it is no longer what was shown, and is left alone.</summary>
    public const string Stale = "stale";

    public const string Applied = "applied";
    public const string Refused = "refused";

    /// <summary>An earlier step was refused for a reason that holds for all.</summary>
    public const string NotTried = "not_tried";
}
