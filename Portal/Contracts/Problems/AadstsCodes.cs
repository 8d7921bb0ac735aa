using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>
/// Explanations of the authority's error codes that the portal can meet: used by the diagnostics, by problem panels and
/// by the Setup check page (<c>/setup</c>).
/// </summary>
public static partial class AadstsCodes
{
    private const string Prefix = "AADSTS";

    /// <summary>All codes, ordered by subject.</summary>
    public static IReadOnlyList<AadstsCode> All { get; } =
        [.. Client(), .. Registration(), .. Scopes(), .. Consent(), .. People(), .. Grants(), .. Requests()];

    private static readonly Dictionary<string, AadstsCode> ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>Null for an unknown code.</summary>
    public static AadstsCode? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var found) ? found : null;

    /// <summary>The codes whose texts contain every word, ignoring case.</summary>
    public static IEnumerable<AadstsCode> Search(string text)
    {
        var terms = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return All.Where(code => terms.All(term =>
            $"{code.Code} {code.Subject} {code.Title} {code.Meaning} {code.Fix}".Contains(term, StringComparison.OrdinalIgnoreCase)));
    }

    private static AadstsCode Of(int number, string subject, string title, string meaning, string fix, FixOwner who) =>
        new(Prefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture), subject, title, meaning, fix, who);
}
