using Portal.Contracts.Trace;

namespace Portal.Components.Trace;

/// <summary>A trace as a sequence diagram: the parties, and the messages between them in order.</summary>
public sealed record SequenceFlow(IReadOnlyList<string> Parties, IReadOnlyList<SequenceMessage> Messages)
{
    private static readonly string[] PartyOrder =
        [TraceParties.Browser, TraceParties.Pages, TraceParties.Application, TraceParties.Backend, TraceParties.Authority];

    public static SequenceFlow Read(RequestTrace trace)
    {
        var messages = new List<SequenceMessage>();
        var children = trace.Steps.ToLookup(s => s.ParentId);
        foreach (var first in children[null])
            AddMessages(first, parent: null, children, messages);

        var seen = messages.SelectMany(m => new[] { m.From, m.To }).Distinct().ToList();
        return new SequenceFlow([.. PartyOrder.Where(seen.Contains), .. seen.Except(PartyOrder)], messages);
    }

    private static void AddMessages(
        TraceStep step, TraceStep? parent, ILookup<string?, TraceStep> children, List<SequenceMessage> messages)
    {
        // The server's span of a call that the client's span already describes.
        var isDuplicate = step.Kind == TraceKinds.ServerCall && parent is { Kind: TraceKinds.Call } && parent.To == step.To;
        var isCachedToken = step is { Kind: TraceKinds.Token } && !children[step.Id].Any();
        var isCall = !isDuplicate && step.Kind != TraceKinds.Token;
        if (isCall)
            messages.Add(new SequenceMessage(step, step.From, step.To, MessageKind.Request));
        else if (isCachedToken)
            messages.Add(new SequenceMessage(step, step.From, step.From, MessageKind.CachedToken, step.Received));

        foreach (var child in children[step.Id])
            AddMessages(child, step, children, messages);

        if (isCall && step.From != TraceParties.Browser)
            messages.Add(new SequenceMessage(step, step.To, step.From, MessageKind.Response, ReturnedToken(step, parent)));
    }

    // The authority returns the token that the enclosing token step receives.
    private static TraceToken? ReturnedToken(TraceStep step, TraceStep? parent) =>
        step.To == TraceParties.Authority ? parent?.Received : null;
}

/// <param name="Step">The hop that this message belongs to.</param>
/// <param name="ReturnedToken">The token in a response, or from the cache.</param>
public sealed record SequenceMessage(TraceStep Step, string From, string To, MessageKind Kind, TraceToken? ReturnedToken = null);

public enum MessageKind
{
    Request,
    Response,

    /// <summary>No call: the token comes from the cache, or there is none.</summary>
    CachedToken,
}
