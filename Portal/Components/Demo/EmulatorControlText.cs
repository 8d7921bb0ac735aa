using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>The levers, in words.</summary>
internal static class EmulatorControlText
{
    public const string Orders = "/data/AppB/orders";

    public static string Endpoint(string name) => name switch
    {
        FaultEndpoints.Authorize => "sign-in page (authorize)",
        FaultEndpoints.Token => "tokens (token)",
        FaultEndpoints.DeviceCode => "device codes (devicecode)",
        FaultEndpoints.Logout => "sign-out page (logout)",
        FaultEndpoints.Keys => "public keys (keys)",
        FaultEndpoints.Metadata => "metadata (openid-configuration)",
        FaultEndpoints.Graph => "Microsoft Graph (graph)",
        _ => name,
    };

    /// <summary>Who asks there, and when.</summary>
    public static string? Asked(string endpoint) => endpoint switch
    {
        FaultEndpoints.Authorize => "Asked when somebody signs in, consents or steps up.",
        FaultEndpoints.Token => "Asked for each token that is not in the cache; one page may ask more than once.",
        FaultEndpoints.DeviceCode => "Asked by command lines, never by the portal.",
        FaultEndpoints.Logout => "Asked when somebody signs out.",
        FaultEndpoints.Keys => "Asked now and then by whoever checks tokens.",
        FaultEndpoints.Metadata => "Asked now and then by whoever checks tokens, and by the setup page.",
        FaultEndpoints.Graph => "Asked by the pages for administrators, and for where a consent comes from.",
        _ => null,
    };

    /// <summary>Where it shows; null where a person has to do something first.</summary>
    public static string? PageOf(string endpoint) => endpoint switch
    {
        FaultEndpoints.Token => Orders,
        FaultEndpoints.Metadata => "/setup",
        FaultEndpoints.Graph => "/admin/roles",
        _ => null,
    };

    /// <summary>It answers with a page for people instead of JSON for apps.</summary>
    public static bool IsPage(string endpoint) => endpoint is FaultEndpoints.Authorize or FaultEndpoints.Logout;

    /// <summary>A sentence without its full stop.</summary>
    public static string Of(FaultOrder fault)
    {
        var fails = fault switch
        {
            { Code: { } code, Status: { } status } => $"fail with AADSTS{code} and status {status}",
            { Code: { } code } => $"fail with AADSTS{code}",
            { Status: { } status } => $"fail with status {status}",
            _ => null,
        };
        var late = fault.DelayMilliseconds == 0 ? null : $"{Number(fault.DelayMilliseconds)} ms late";
        var what = (fails, late) switch
        {
            ({ } failure, { } delay) => $"{failure}, {delay}",
            ({ } failure, null) => failure,
            _ => $"come {late}",
        };
        return fault.Times == 1
            ? $"The next answer of {fault.Endpoint} {InSingular(what)}"
            : $"The next {fault.Times} answers of {fault.Endpoint} {what}";
    }

    public static string Clock(double seconds)
    {
        var off = TimeSpan.FromSeconds(Math.Abs(seconds));
        var hours = (int)off.TotalHours;
        string[] parts = [.. hours > 0 ? (string[])[$"{Number(hours)} h"] : [], .. off.Minutes > 0 || hours == 0 ? (string[])[$"{off.Minutes} min"] : []];
        return $"{string.Join(' ', parts)} {(seconds > 0 ? "ahead" : "behind")}";
    }

    public static string Key(string state) => state switch
    {
        KeyStates.Next => "published, signs next",
        KeyStates.Current => "signs",
        KeyStates.Previous => "published, signed before",
        _ => "withdrawn: counts for nothing",
    };

    private static string InSingular(string what) =>
        what.Replace("fail ", "fails ", StringComparison.Ordinal).Replace("come ", "comes ", StringComparison.Ordinal);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
