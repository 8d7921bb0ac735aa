using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>Texts for the emulator's controls.</summary>
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

    /// <summary>Who calls the endpoint, and when.</summary>
    public static string? Asked(string endpoint) => endpoint switch
    {
        FaultEndpoints.Authorize => "Called when a user signs in, consents or steps up.",
        FaultEndpoints.Token => "Called for each token that is not in the cache; one page may call it several times.",
        FaultEndpoints.DeviceCode => "Called by command-line clients, never by the portal.",
        FaultEndpoints.Logout => "Called when a user signs out.",
        FaultEndpoints.Keys => "Called occasionally by apps that validate tokens.",
        FaultEndpoints.Metadata => "Called occasionally by apps that validate tokens, and by the Setup check.",
        FaultEndpoints.Graph => "Called by the administrators’ pages, and to find where a consent comes from.",
        _ => null,
    };

    /// <summary>The page that shows the effect; null if the user has to do something first.</summary>
    public static string? PageOf(string endpoint) => endpoint switch
    {
        FaultEndpoints.Token => Orders,
        FaultEndpoints.Metadata => "/setup",
        FaultEndpoints.Graph => "/admin/roles",
        _ => null,
    };

    /// <summary>The endpoint returns a page for users instead of JSON for apps.</summary>
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
            _ => $"be {late}",
        };
        return fault.Times == 1
            ? $"The next response of {fault.Endpoint} will {what}"
            : $"The next {fault.Times} responses of {fault.Endpoint} will {what}";
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
        KeyStates.Next => "published, will sign next",
        KeyStates.Current => "signs tokens",
        KeyStates.Previous => "published, no longer signs",
        _ => "withdrawn: its tokens are refused",
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
