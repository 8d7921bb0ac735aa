using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>The state of the consents page as an address: the filter and the previewed change.</summary>
internal sealed record ConsentsAddress(ConsentFilter Filter, IReadOnlyList<ConsentChange> Steps)
{
    public const string Path = "/admin/consents";

    private const char Separator = '~';
    private const char AddPrefix = '+';

    public static string Of(ConsentFilter filter) => new ConsentsAddress(filter, []).Write();

    public string Write()
    {
        IEnumerable<KeyValuePair<string, string?>> values =
        [
            new("client", Filter.Client),
            new("resource", Filter.Resource),
            new("principal", Filter.Principal),
            new("kind", Filter.Kind),
            new("next", Filter.Next),
            .. Steps.Select(s => new KeyValuePair<string, string?>("change", Write(s))),
        ];
        return QueryHelpers.AddQueryString(Path, values.Where(v => v.Value is not null));
    }

    /// <summary>
    /// The steps in the address, without invalid ones. The address does not contain the previous scopes.
    /// </summary>
    public static IReadOnlyList<ConsentChange> ReadSteps(IEnumerable<string>? changes) =>
        [.. (changes ?? []).Select(Read).OfType<ConsentChange>().Take(ConsentChangeSet.MaxCount)];

    private static string Write(ConsentChange step) =>
        string.Join(Separator, step.Client, step.Resource, step.Principal, (step.Adds ? $"{AddPrefix}" : "") + string.Join(' ', step.After));

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
