using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Consents;
using Portal.Components.Roles;
using Portal.Contracts.Audit;

namespace Portal.Components.Audit;

/// <summary>Addresses of the trail on a page, and of what takes one of its rows back.</summary>
internal static class AuditLogAddress
{
    private const string Who = "by";
    private const string What = "what";
    private const string Whom = "whom";
    private const string Ended = "ended";

    public const string Undo = "undo";
    public const string Whole = "run";

    /// <summary>The trail's place on a page: an address that names it opens it.</summary>
    public const string Place = "audit-trail";

    /// <param name="api">Whose roles; null with consents.</param>
    public static string OfUndo(string? api, long number, bool whole) =>
        (api is null ? ConsentsAddress.Path : RolesUrl.Of(api))
        + string.Create(CultureInfo.InvariantCulture, $"?{Undo}={number}")
        + (whole ? $"&{Whole}=true" : "");

    /// <summary>The row that an address names; whatever else stands there is none.</summary>
    public static long? RowOf(string? undo) =>
        long.TryParse(undo, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsWhole(string? run) => run == "true";

    public static string OfTrail(string? api) => $"{(api is null ? ConsentsAddress.Path : RolesUrl.Of(api))}#{Place}";

    /// <param name="about">What is shown where the address does not say; that it is to be everything, it says by an empty word.</param>
    public static AuditFilter Read(string uri, string about)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        return new AuditFilter(Given(Who), query.ContainsKey(What) ? Given(What) : about, Given(Whom), Given(Ended));

        string? Given(string name) => query.GetValueOrDefault(name) is [{ Length: > 0 } value] ? value : null;
    }

    public static Dictionary<string, object?> Write(AuditFilter filter) => new(StringComparer.Ordinal)
    {
        [Who] = filter.Who,
        [What] = filter.What ?? "",
        [Whom] = filter.Whom,
        [Ended] = filter.Ended,
    };
}
