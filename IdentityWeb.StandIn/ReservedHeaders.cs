namespace Microsoft.Identity.Web;

/// <summary>
/// Headers that <c>ExtraHeaderParameters</c> cannot set: those that authenticate or route a request, and those in which a
/// hosting front end passes the user to an app.
/// </summary>
internal static class ReservedHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization",
        "Cookie",
        "Host",
        "X-Original-URL",
        "X-MS-CLIENT-PRINCIPAL",
        "X-MS-CLIENT-PRINCIPAL-ID",
        "X-MS-CLIENT-PRINCIPAL-IDP",
        "X-MS-CLIENT-PRINCIPAL-NAME",
    };

    private static readonly string[] Prefixes = ["X-Forwarded-", "X-MS-TOKEN-"];

    public static bool Contains(string name) =>
        Names.Contains(name) || Prefixes.Any(f => name.StartsWith(f, StringComparison.OrdinalIgnoreCase));
}
