using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>Turns the consents that a page shows into changes, which are based on the scopes that were shown.</summary>
internal static class ShownConsents
{
    public static string Key(this ConsentEntry consent) =>
        string.Join('~', consent.Kind, consent.Client.Id, consent.Resource.Id, consent.Principal?.Id);

    public static ConsentChange ToChange(this ConsentEntry consent, IReadOnlyList<string> after) => new(
        consent.Client.Id, consent.Resource.Id, consent.Principal?.Id, after, [.. consent.Scopes.Select(s => s.Value)]);

    /// <summary>Adds the previous scopes, which an address does not contain, if the list shows the consent.</summary>
    public static ConsentChange WithShownScopes(this ConsentChange change, ConsentList? list) =>
        change.Before is null && list?.Consents.FirstOrDefault(c =>
            c.Client.Id == change.Client && c.Resource.Id == change.Resource && c.Principal?.Id == change.Principal) is { } shown
            ? change with { Before = [.. shown.Scopes.Select(s => s.Value)] }
            : change;
}
