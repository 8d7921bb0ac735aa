using Portal.Contracts.Tokens;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>What the portal may do at one API for one person without asking, and who has allowed it.</summary>
internal sealed class GivenConsents
{
    private readonly HashSet<string> _preAuthorized;
    private readonly HashSet<string> _everyone;
    private readonly HashSet<string> _own;

    /// <param name="preAuthorized">Scopes that the portal needs no consent for.</param>
    /// <param name="grants">Those to the portal for this person and for everybody, of any API.</param>
    public GivenConsents(ServicePrincipal api, IEnumerable<string> preAuthorized, IReadOnlyList<PermissionGrant> grants)
    {
        _preAuthorized = preAuthorized.ToHashSet(StringComparer.Ordinal);
        _everyone = Granted(PermissionGrant.Everyone);
        _own = Granted(PermissionGrant.One);

        HashSet<string> Granted(string type) => grants.Where(g => g.ResourceId == api.Id && g.ConsentType == type)
            .SelectMany(g => g.Scopes).ToHashSet(StringComparer.Ordinal);
    }

    public IEnumerable<string> Scopes => _preAuthorized.Union(_everyone).Union(_own);

    /// <summary>A tenant-wide grant outlasts a user's own: of two sources the one that stays is named.</summary>
    /// <returns>One of <see cref="ConsentSource"/>.</returns>
    public string SourceOf(string scope) =>
        _preAuthorized.Contains(scope) ? ConsentSource.PreAuthorized
        : _everyone.Contains(scope) ? ConsentSource.TenantWide
        : _own.Contains(scope) ? ConsentSource.User
        : ConsentSource.None;
}
