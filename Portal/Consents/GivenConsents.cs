using Portal.Contracts.Tokens;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>The consents that let the portal call one API on behalf of one user, and who gave them.</summary>
internal sealed class GivenConsents
{
    private readonly HashSet<string> _preAuthorized;
    private readonly HashSet<string> _everyone;
    private readonly HashSet<string> _own;

    /// <param name="preAuthorized">The scopes for which the portal needs no consent.</param>
    /// <param name="grants">The portal's consents to any API, for this user and for everyone.</param>
    public GivenConsents(ServicePrincipal api, IEnumerable<string> preAuthorized, IReadOnlyList<PermissionGrant> grants)
    {
        _preAuthorized = preAuthorized.ToHashSet(StringComparer.Ordinal);
        _everyone = ScopesOf(PermissionGrant.Everyone);
        _own = ScopesOf(PermissionGrant.One);

        HashSet<string> ScopesOf(string type) => grants.Where(g => g.ResourceId == api.Id && g.ConsentType == type)
            .SelectMany(g => g.Scopes).ToHashSet(StringComparer.Ordinal);
    }

    public IEnumerable<string> Scopes => _preAuthorized.Union(_everyone).Union(_own);

    /// <summary>
    /// Where the consent to a scope comes from. Consent for everyone takes precedence: it outlasts a user's own.
    /// </summary>
    /// <returns>One of <see cref="ConsentSource"/>.</returns>
    public string SourceOf(string scope) =>
        _preAuthorized.Contains(scope) ? ConsentSource.PreAuthorized
        : _everyone.Contains(scope) ? ConsentSource.TenantWide
        : _own.Contains(scope) ? ConsentSource.User
        : ConsentSource.None;
}
