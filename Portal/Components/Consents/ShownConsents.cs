using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>Makes changes of the consents that a page shows. They are based on the scopes that were shown.</summary>
internal static class ShownConsents
{
    public static string Key(this ConsentEntry consent) =>
        string.Join('~', consent.Kind, consent.Client.Id, consent.Resource.Id, consent.Principal?.Id);

    public static ConsentChange ToChange(this ConsentEntry consent, IReadOnlyList<string> after) => new(
        consent.Client.Id, consent.Resource.Id, consent.Principal?.Id, after, [.. consent.Scopes.Select(s => s.Value)]);

    /// <summary>Adds the previous scopes, which an address does not contain, if the list shows the consent.</summary>
    public static ConsentChange WithShownScopes(this ConsentChange change, ConsentList? list)
    {
        if (change.Before is not null)
            return change;

        var shown = list?.Consents.FirstOrDefault(c => c.ToChange([]).Subject.Equals(change.Subject));
        return shown is null ? change : shown.ToChange(change.After) with { Adds = change.Adds };
    }
}
