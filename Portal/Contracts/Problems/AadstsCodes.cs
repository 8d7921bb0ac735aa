namespace Portal.Contracts.Problems;

/// <summary>
/// The authority's codes that the product meets, in words of its own: read by the configuration doctor, by the panels
/// that show such a code, and by people on <c>/setup</c>.
/// </summary>
public static partial class AadstsCodes
{
    private const string Prefix = "AADSTS";

    /// <summary>In the order of their subjects.</summary>
    public static IReadOnlyList<AadstsCode> All { get; } =
        [.. Client(), .. Registration(), .. Scopes(), .. Consent(), .. People(), .. Grants(), .. Requests()];

    private static readonly Dictionary<string, AadstsCode> ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>Null for a code that is not in the table.</summary>
    public static AadstsCode? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var found) ? found : null;

    /// <summary>The entries that have every word somewhere in them, whatever its case.</summary>
    public static IEnumerable<AadstsCode> Search(string words)
    {
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return All.Where(code => wanted.All(word =>
            $"{code.Code} {code.Subject} {code.Title} {code.Meaning} {code.Fix}".Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static AadstsCode Of(int number, string subject, string title, string meaning, string fix, string who) =>
        new(Prefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture), subject, title, meaning, fix, who);
}
