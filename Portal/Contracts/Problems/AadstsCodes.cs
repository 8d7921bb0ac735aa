using System.Globalization;
using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>
/// Explanations of the authority's error codes, written from Microsoft's reference. In the texts, the client is the
/// portal. Codes whose meaning is not documented are left out; for these the pages link to the authority's own reference.
/// </summary>
public static partial class AadstsCodes
{
    private const string Prefix = "AADSTS";
    private const int MaxDigits = 9;

    // Not derived from who can fix a code: an administrator can also fix codes that the user gets past alone.
    private static readonly HashSet<int> Blocks =
    [
        // Accounts, devices and policies
        50002, 50053, 50057, 50105, 50131, 50161, 50177, 50178, 53003, 53011, 54000, 135011,
        500021, 500022, 500212, 500213, 530004, 530031, 530032, 530034, 530035,

        // Apps and APIs
        70001, 500011, 500014, 501051, 650052, 1000031, 7000112, 7000229,
    ];

    /// <summary>All codes, ordered by subject.</summary>
    public static IReadOnlyList<AadstsCode> All { get; } =
    [
        .. Client(), .. Registration(), .. Redirects(), .. Apis(), .. Consent(), .. People(), .. Factors(), .. Policies(),
        .. Guests(), .. Grants(), .. Requests(), .. Outages(), .. Federation(), .. OtherClients(),
    ];

    private static readonly Dictionary<string, AadstsCode> ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>Null for an unknown code.</summary>
    public static AadstsCode? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var found) ? found : null;

    /// <summary>
    /// The address of the authority's own explanation of a code, with or without its prefix; null if
    /// <paramref name="code"/> is not a code.
    /// </summary>
    public static string? ReferenceUrl(string? code)
    {
        var digits = code?.Trim() ?? "";
        if (digits.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            digits = digits[Prefix.Length..];

        return digits.Length is >= 4 and <= MaxDigits && digits.All(char.IsAsciiDigit)
            ? $"https://login.microsoftonline.com/error?code={digits}"
            : null;
    }

    private static AadstsCode Of(int number, string subject, FixOwner who, string title, string meaning, string fix) => new(
        Prefix + number.ToString(CultureInfo.InvariantCulture), subject, title, meaning, fix, who, Blocks.Contains(number));
}
