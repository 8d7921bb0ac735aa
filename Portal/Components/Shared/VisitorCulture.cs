using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Portal.Components.Shared;

/// <summary>
/// The culture of the visitor of a page, from the request for the page; its circuit gets it with the page. Nothing sets the
/// culture of a thread, so only code that reads this class uses it.
/// </summary>
public sealed class VisitorCulture
{
    private const int MaxLanguages = 10;

    // Not by name: the runtime keeps every culture that was ever named, and a request can name any.
    private static readonly Lazy<FrozenSet<string>> Known = new(() => CultureInfo.GetCultures(CultureTypes.AllCultures)
        .Select(culture => culture.Name).Where(name => name.Length > 0).ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    public VisitorNumbers Numbers { get; private set; } = VisitorNumbers.Neutral;

    public VisitorDates Dates { get; private set; } = VisitorDates.Neutral;

    /// <param name="name">As <see cref="NameIn"/> returns it.</param>
    public void Use(string? name)
    {
        var culture = name is null ? null : CultureInfo.GetCultureInfo(name);
        (Numbers, Dates) = culture is null
            ? (VisitorNumbers.Neutral, VisitorDates.Neutral)
            : (VisitorNumbers.Of(culture), VisitorDates.Of(culture));
    }

    /// <summary>The most preferred culture of a header that is known; null if there is none.</summary>
    public static string? NameIn(StringValues acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. acceptLanguage.OfType<string>()], out var languages))
            return null;

        return languages
            .Where(language => language.Quality is not 0)
            .Take(MaxLanguages)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Nearest(language.Value.ToString()))
            .OfType<string>()
            .FirstOrDefault();
    }

    // Without the parts that are not known, from the end: the region, then the script.
    private static string? Nearest(string name)
    {
        while (!Known.Value.Contains(name))
        {
            var end = name.LastIndexOf('-');
            if (end < 0)
                return null;

            name = name[..end];
        }

        return name;
    }
}
