using Portal.Components.Shared;

namespace Portal.Components.Home;

/// <summary>A hop of the chain: its token and status.</summary>
public sealed record ChainHop(string Token, string State, StatusKind Kind, string? Href, bool LeavesPage = false);

/// <summary>A downstream API at the end of the chain, and the hop that leads to it.</summary>
public sealed record ChainBranch(string Title, string Note, ChainHop Hop);
