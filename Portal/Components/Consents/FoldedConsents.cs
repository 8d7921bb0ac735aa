using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>
/// What a list of consents leaves out until it is shown: the scopes that every sign-in requests, and the portal's consent to
/// call its own backend. A filter by an API shows all of that API.
/// </summary>
internal sealed record FoldedConsents(IReadOnlyList<ConsentEntry> Shown, int Hidden)
{
    private static readonly HashSet<string> SignInScopes =
        new(["openid", "profile", "offline_access", "email"], StringComparer.Ordinal);

    /// <summary>Whether each sign-in requests the scope.</summary>
    public static bool IsOfSignIn(ConsentScope scope) => SignInScopes.Contains(scope.Value);

    /// <summary>Whether the list has anything to fold away.</summary>
    public static bool Any(ConsentList list) => All(list).Any(c => IsOfPortal(c, list) || c.Scopes.Any(IsOfSignIn));

    public static FoldedConsents Of(ConsentList list, bool all)
    {
        var consents = All(list).ToList();
        var shown = all ? consents : consents.FindAll(c => !IsOfPortal(c, list) && !c.Scopes.All(IsOfSignIn));
        return new FoldedConsents(shown, consents.Count - shown.Count);
    }

    private static IEnumerable<ConsentEntry> All(ConsentList list) => list.PreAuthorized.Concat(list.Consents);

    private static bool IsOfPortal(ConsentEntry consent, ConsentList list) =>
        consent.Client.Id == list.Portal.Id && consent.Resource.Id == list.Portal.Id;
}
