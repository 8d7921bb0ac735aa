using Portal.Components.Shared;

namespace Portal.Components.Home;

/// <summary>A hop of the chain: its token and status.</summary>
/// <param name="Action">What following the link does, if it fixes the status.</param>
public sealed record ChainHop(
    string Token, string State, StatusKind Kind, string? Href, string? Action = null, bool LeavesPage = false);

/// <summary>A downstream API at the end of the chain, and the hop that leads to it.</summary>
public sealed record ChainBranch(string Title, string Note, ChainHop Hop);
