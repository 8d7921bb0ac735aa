using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics;

/// <summary>What a check found. Whoever makes one puts no secret into it, not even its length.</summary>
internal sealed record SetupOutcome(string State, string Words)
{
    public IReadOnlyList<SetupEvidence> Evidence { get; private init; } = [];

    public SetupFix? Fix { get; private init; }

    public static SetupOutcome Passed(string words) => new(SetupStates.Passed, words);

    public static SetupOutcome Failed(string words) => new(SetupStates.Failed, words);

    public static SetupOutcome Warning(string words) => new(SetupStates.Warning, words);

    public static SetupOutcome Unknown(string words) => new(SetupStates.Unknown, words);

    public static SetupOutcome NotReached(string words) => new(SetupStates.NotReached, words);

    /// <summary>What a person's token is needed for, where nobody is signed in.</summary>
    public static SetupOutcome NeedsPerson() => NotReached("Needs a signed-in administrator: open /setup in a browser.");

    public SetupOutcome With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : this with { Evidence = [.. Evidence, new SetupEvidence(name, value)] };

    public SetupOutcome FixOwners(string words, string? setting = null, string? link = null, string? errorCode = null) =>
        this with { Fix = new SetupFix(words, setting, link, errorCode) };

    /// <summary>What the table of the authority's codes says can be done; nothing for a code that it does not have.</summary>
    public SetupOutcome FixOwners(string? errorCode, string? setting, string? link) =>
        AadstsCodes.Find(errorCode) is { } known ? FixOwners(known.Fix, setting, link, errorCode) : this;
}
