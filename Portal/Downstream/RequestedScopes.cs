namespace Portal.Downstream;

/// <summary>The delegated scopes that the portal requests for one API.</summary>
/// <param name="AdministratorOnly">
/// Those of <paramref name="Names"/> that users cannot consent to. On-behalf-of fails with AADSTS65001 in both cases, and
/// otherwise only the authority's consent page would show that an administrator is needed.
/// </param>
public sealed record RequestedScopes(IReadOnlyList<string> Names, IReadOnlyList<string> AdministratorOnly);
