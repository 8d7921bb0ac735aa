using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Consents;
using Portal.Components.Roles;
using Portal.Contracts.Audit;

namespace Portal.Components.Audit;

/// <summary>Addresses of the audit log on a page, and of the undo of one of its entries.</summary>
internal static class AuditLogAddress
{
    private const string Actor = "by";
    private const string Action = "what";
    private const string Subject = "whom";
    private const string Outcome = "ended";
    private const string Days = "days";

    /// <summary>The page of the whole log; other pages show the part that is about them.</summary>
    public const string Path = "admin/audit";

    public const string Undo = "undo";
    public const string Whole = "run";

    /// <summary>The element id of the audit log: an address with this fragment opens it.</summary>
    public const string Anchor = "audit-log";

    /// <param name="api">The API whose roles were changed; null for consents.</param>
    public static string OfUndo(string? api, long number, bool whole) =>
        PageOf(api)
        + string.Create(CultureInfo.InvariantCulture, $"?{Undo}={number}")
        + (whole ? $"&{Whole}=true" : "");

    /// <summary>The number of the entry that an address names; null if the value is not a number.</summary>
    public static long? EntryOf(string? undo) =>
        long.TryParse(undo, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsWhole(string? run) => run == "true";

    /// <param name="api">The API whose roles the page changes; null for the consents page.</param>
    public static string OfLog(string? api) => $"{PageOf(api)}#{Anchor}";

    /// <param name="about">
    /// The action to show when the address names none; null for all. An empty value in the address means all actions.
    /// </param>
    public static AuditFilter Read(string uri, string? about)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        var action = query.ContainsKey(Action) ? Given(Action) : about;
        return new AuditFilter(Given(Actor), action, Given(Subject), Given(Outcome), Given(Days));

        string? Given(string name) => query.GetValueOrDefault(name) is [{ Length: > 0 } value] ? value : null;
    }

    public static Dictionary<string, object?> Write(AuditFilter filter) => new(StringComparer.Ordinal)
    {
        [Actor] = filter.Actor,
        [Action] = filter.Action ?? "",
        [Subject] = filter.Subject,
        [Outcome] = filter.Outcome,
        [Days] = filter.Days,
    };

    private static string PageOf(string? api) => api is null ? ConsentsAddress.Path : RolesAddress.Of(api);
}
