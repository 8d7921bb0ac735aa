using Portal.Contracts.Trace;

namespace Portal.Components.Trace;

/// <summary>A trace as a conversation: who speaks, and what is said in turn.</summary>
public sealed record SequenceFlow(IReadOnlyList<string> Parties, IReadOnlyList<SequenceMessage> Messages)
{
    private static readonly string[] Usual =
        [TraceParties.Browser, TraceParties.Pages, TraceParties.Application, TraceParties.Backend, TraceParties.Authority];

    public static SequenceFlow Read(RequestTrace trace)
    {
        var messages = new List<SequenceMessage>();
        var children = trace.Steps.ToLookup(s => s.ParentId);
        foreach (var first in children[null])
            Tell(first, parent: null, children, messages);

        var seen = messages.SelectMany(m => new[] { m.From, m.To }).Distinct().ToList();
        return new SequenceFlow([.. Usual.Where(seen.Contains), .. seen.Except(Usual)], messages);
    }

    private static void Tell(
        TraceStep step, TraceStep? parent, ILookup<string?, TraceStep> children, List<SequenceMessage> messages)
    {
        // The server's side of a call that the client's side has told already.
        var told = step.Kind == TraceKinds.Answer && parent is { Kind: TraceKinds.Call } && parent.To == step.To;
        var atHand = step is { Kind: TraceKinds.Token } && !children[step.Id].Any();
        var speaks = !told && step.Kind != TraceKinds.Token;
        if (speaks)
            messages.Add(new SequenceMessage(step, step.From, step.To, MessageKind.Asks));
        else if (atHand)
            messages.Add(new SequenceMessage(step, step.From, step.From, MessageKind.AtHand, step.Received));

        foreach (var child in children[step.Id])
            Tell(child, step, children, messages);

        if (speaks && step.From != TraceParties.Browser)
            messages.Add(new SequenceMessage(step, step.To, step.From, MessageKind.Answers, Brought(step, parent)));
    }

    // What the authority answers is the token that the step around the call receives.
    private static TraceToken? Brought(TraceStep step, TraceStep? parent) =>
        step.To == TraceParties.Authority ? parent?.Received : null;
}

/// <param name="Step">The hop that this is a part of.</param>
/// <param name="Brought">The token that comes with an answer, or that was at hand.</param>
public sealed record SequenceMessage(TraceStep Step, string From, string To, MessageKind Kind, TraceToken? Brought = null);

public enum MessageKind
{
    Asks,
    Answers,

    /// <summary>Nobody is asked: what is needed is in the cache.</summary>
    AtHand,
}
