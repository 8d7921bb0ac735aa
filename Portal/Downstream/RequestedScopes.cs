namespace Portal.Downstream;

/// <summary>The delegated scopes that the portal asks for of one API.</summary>
/// <param name="AdministratorOnly">
/// Those of <paramref name="Names"/> that users cannot consent to. On-behalf-of ends in AADSTS65001 either way, and only
/// the authority's own page tells the two apart: what is known here saves people the way there.
/// </param>
public sealed record RequestedScopes(IReadOnlyList<string> Names, IReadOnlyList<string> AdministratorOnly);
