using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>Addresses of the consents page: the filter and the previewed changes.</summary>
internal static class ConsentsAddress
{
    public const string Path = "admin/consents";

    private const char Separator = '~';
    private const char AddPrefix = '+';

    public static string Of(ConsentFilter filter, IReadOnlyList<ConsentChange>? changes = null)
    {
        IEnumerable<KeyValuePair<string, string?>> values =
        [
            new("client", filter.Client),
            new("resource", filter.Resource),
            new("principal", filter.Principal),
            new("kind", filter.Kind),
            new("next", filter.Next),
            .. (changes ?? []).Select(c => new KeyValuePair<string, string?>("change", Write(c))),
        ];
        return QueryHelpers.AddQueryString(Path, values.Where(v => v.Value is not null));
    }

    /// <summary>
    /// The changes in the address, without invalid ones. The address does not hold the previous scopes.
    /// </summary>
    public static IReadOnlyList<ConsentChange> ReadChanges(IEnumerable<string>? changes) =>
        [.. (changes ?? []).Select(Read).OfType<ConsentChange>().Take(ConsentChangeSet.MaxCount)];

    private static string Write(ConsentChange change)
    {
        var scopes = string.Join(' ', change.After);
        return string.Join(
            Separator, change.Client, change.Resource, change.Principal, change.Adds ? AddPrefix + scopes : scopes);
    }

    private static ConsentChange? Read(string change) =>
        change.Split(Separator, 4) is [var client, var resource, var principal, var scopes]
        && Guid.TryParseExact(client, "D", out _)
        && Guid.TryParseExact(resource, "D", out _)
        && (principal.Length == 0 || Guid.TryParseExact(principal, "D", out _))
            ? new ConsentChange(
                client,
                resource,
                principal.Length == 0 ? null : principal,
                scopes.TrimStart(AddPrefix).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Adds: scopes.StartsWith(AddPrefix))
            : null;
}
