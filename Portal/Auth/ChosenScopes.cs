using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;

namespace Portal.Auth;

/// <summary>The scopes for which a link requests consent.</summary>
internal static class ChosenScopes
{
    /// <summary>
    /// The scopes that settings name for <paramref name="api"/>; of these, only the chosen ones, if any were chosen. A link
    /// can therefore request fewer scopes than settings name, but no others.
    /// </summary>
    /// <param name="chosen">From the query: each value is a list of scopes, separated by spaces.</param>
    /// <returns>Empty if there is no such API, or nothing that it offers was chosen.</returns>
    // The factory does not cache: an options monitor would keep every name, and anonymous callers choose the name.
    public static IReadOnlyList<string> Of(IOptionsFactory<DownstreamApiOptions> apis, string api, string[]? chosen)
    {
        var offered = apis.Create(api).Scopes?.ToList() ?? [];
        if (chosen is null or [])
            return offered;

        var names = chosen.SelectMany(c => c.Split(' ')).ToHashSet(StringComparer.Ordinal);
        return [.. offered.Where(names.Contains)];
    }
}
