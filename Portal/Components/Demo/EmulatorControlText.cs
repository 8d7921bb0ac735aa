using Portal.Components.Shared;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>Texts for the emulator's controls.</summary>
internal static class EmulatorControlText
{
    public const string PutBack = "Everything was put back";
    public const string OrdersPage = "data/AppB/orders";

    public static string Endpoint(string name) => name switch
    {
        FaultEndpointNames.Authorize => "sign-in page (authorize)",
        FaultEndpointNames.Token => "tokens (token)",
        FaultEndpointNames.DeviceCode => "device codes (devicecode)",
        FaultEndpointNames.Logout => "sign-out page (logout)",
        FaultEndpointNames.Keys => "public keys (keys)",
        FaultEndpointNames.Metadata => "metadata (openid-configuration)",
        FaultEndpointNames.Graph => "Microsoft Graph (graph)",
        _ => name,
    };

    /// <summary>Who calls the endpoint, and when.</summary>
    public static string? Callers(string endpoint) => endpoint switch
    {
        FaultEndpointNames.Authorize => "Called when a user signs in, consents or steps up.",
        FaultEndpointNames.Token => "Called for each token that is not in the cache; one page may call it several times.",
        FaultEndpointNames.DeviceCode => "Called by command-line clients, never by the portal.",
        FaultEndpointNames.Logout => "Called when a user signs out.",
        FaultEndpointNames.Keys => "Called occasionally by apps that validate tokens.",
        FaultEndpointNames.Metadata => "Called occasionally by apps that validate tokens, and by the Setup check.",
        FaultEndpointNames.Graph => "Called by the administrators’ pages, and to find where a consent comes from.",
        _ => null,
    };

    /// <summary>The page that shows the effect; null if the user has to do something first.</summary>
    public static string? PageOf(string endpoint) => endpoint switch
    {
        FaultEndpointNames.Token => OrdersPage,
        FaultEndpointNames.Metadata => "setup",
        FaultEndpointNames.Graph => "admin/roles",
        _ => null,
    };

    /// <summary>The endpoint returns a page for users instead of JSON for apps.</summary>
    public static bool IsPage(string endpoint) => endpoint is FaultEndpointNames.Authorize or FaultEndpointNames.Logout;

    /// <summary>A sentence without its full stop.</summary>
    public static string Fault(FaultRequest fault, VisitorNumbers numbers)
    {
        var fails = fault switch
        {
            { Code: { } code, Status: { } status } => $"fail with AADSTS{code} and status {status}",
            { Code: { } code } => $"fail with AADSTS{code}",
            { Body: not null } => "return a web page",
            { Status: { } status } => $"fail with status {status}",
            _ => null,
        };
        var late = fault.DelayMilliseconds == 0 ? null : $"{numbers.Grouped(fault.DelayMilliseconds)} ms late";
        var what = (fails, late) switch
        {
            ({ } failure, { } delay) => $"{failure}, {delay}",
            ({ } failure, null) => failure,
            _ => $"be {late}",
        };
        var (one, several) = fault.OnlyOnBehalfOf
            ? ("exchange on behalf of a user", "exchanges on behalf of users")
            : ($"response of {fault.Endpoint}", $"responses of {fault.Endpoint}");
        if (fault.UntilPutBack)
            return $"Every {one} will {what}";

        return fault.Times == 1 ? $"The next {one} will {what}" : $"The next {numbers.Grouped(fault.Times)} {several} will {what}";
    }

    /// <summary>All that is broken, each in a sentence.</summary>
    public static IEnumerable<string> Broken(BrokenState broken, VisitorNumbers numbers) =>
    [
        .. broken.Changes.Select(Change),
        .. broken.Faults.Select(f => $"{Fault(f.Fault, numbers)}."),
        .. broken.ClockOffsetSeconds == 0 ? (string[])[] : [$"The sign-in service’s clock is {Clock(broken.ClockOffsetSeconds, numbers)}."],
    ];

    public static string Clock(double seconds, VisitorNumbers numbers)
    {
        var off = TimeSpan.FromSeconds(Math.Abs(seconds));
        var hours = (int)off.TotalHours;
        string[] parts = [.. hours > 0 ? (string[])[$"{numbers.Grouped(hours)} h"] : [], .. off.Minutes > 0 || hours == 0 ? (string[])[$"{off.Minutes} min"] : []];
        return $"{string.Join(' ', parts)} {(seconds > 0 ? "ahead" : "behind")}";
    }

    public static string KeyState(string state) => state switch
    {
        KeyStates.Next => "published, will sign next",
        KeyStates.Current => "signs tokens",
        KeyStates.Previous => "published, no longer signs",
        _ => "withdrawn: its tokens are refused",
    };

    private static string Change(DemoChange change) => change.Kind switch
    {
        DemoChangeKinds.RoleRemoved => $"{change.User} lost the role {change.Role} on {change.Resource}.",
        DemoChangeKinds.RoleAssigned => $"{change.User} was given the role {change.Role} on {change.Resource}.",
        DemoChangeKinds.ConsentWithdrawn => $"{change.User}’s consent for {change.Resource} was withdrawn.",
        DemoChangeKinds.SecondFactor => $"{change.User} needs a second factor for {change.Resource}.",
        DemoChangeKinds.Blocked => $"A policy blocks {change.User} at {change.Resource}.",
        _ => $"{change.User}: {change.Kind} on {change.Resource}.",
    };
}
