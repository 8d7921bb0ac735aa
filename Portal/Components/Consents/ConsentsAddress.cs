using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>All that the consents page shows, as an address: what is listed, and the change that is being thought about.</summary>
internal sealed record ConsentsAddress(ConsentFilter Filter, IReadOnlyList<ConsentChange> Steps)
{
    public const string Path = "/admin/consents";

    private const char Mark = '~';
    private const char Add = '+';

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

    /// <summary>Steps as the address has them; what is none is left out. What each was shown with is not in it.</summary>
    public static IReadOnlyList<ConsentChange> ReadSteps(IEnumerable<string>? changes) =>
        [.. (changes ?? []).Select(Read).OfType<ConsentChange>().Take(ConsentChangeSet.MaxCount)];

    private static string Write(ConsentChange step) =>
        string.Join(Mark, step.Client, step.Resource, step.Principal, (step.Adds ? $"{Add}" : "") + string.Join(' ', step.After));

    private static ConsentChange? Read(string change) =>
        change.Split(Mark, 4) is [var client, var resource, var principal, var scopes]
        && Guid.TryParseExact(client, "D", out _)
        && Guid.TryParseExact(resource, "D", out _)
        && (principal.Length == 0 || Guid.TryParseExact(principal, "D", out _))
            ? new ConsentChange(
                client,
                resource,
                principal.Length == 0 ? null : principal,
                scopes.TrimStart(Add).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Adds: scopes.StartsWith(Add))
            : null;
}
