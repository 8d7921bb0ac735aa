using System.Security.Claims;
using System.Text.Json;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>What a presenter can break, each with what it shows and where.</summary>
internal sealed class DemoScenarios(EmulatorControlClient levers)
{
    private const string Orders = "/data/AppB/orders";
    private const string AppB = "AppB";

    // What a scene changes is looked for at once; the second time is the page's, which then shows it.
    private const int Twice = 2;

    private static readonly Scene[] All =
    [
        new("withdraw-consent", "Withdraw my consent for AppB",
            "On-behalf-of then ends in AADSTS65001. Open pages notice by themselves within a minute.", Orders,
            (levers, user, cancellation) => levers.PostAsync("consents/withdraw", new { user, resource = AppB }, cancellation)),
        new("take-role", "Take Orders.Read from me",
            "The next token lacks the role, and AppB answers 403 role_missing.", Orders,
            (levers, user, cancellation) => Role(levers, user, assigned: false, cancellation)),
        new("give-role", "Give Orders.Read to me",
            "The next token carries the role. Who had a 403 on the screen sees the data come by itself.", Orders,
            (levers, user, cancellation) => Role(levers, user, assigned: true, cancellation)),
        new("step-up", "Ask for a second factor",
            "The next exchanges end in AADSTS50076 with a claims challenge: the button carries it to the sign-in page.", Orders,
            (levers, _, cancellation) => Fault(levers, new { endpoint = "token", times = Twice, code = 50076 }, cancellation)),
        new("block", "Block me by policy for a moment",
            "AADSTS53003: Conditional Access says no, and signing in again does not help.", Orders,
            (levers, _, cancellation) => Fault(levers, new { endpoint = "token", times = Twice, code = 53003 }, cancellation)),
        new("wrong-secret", "Refuse the portal's secret for a moment",
            "AADSTS7000215: not the user's doing, but the portal's settings.", "/trace",
            (levers, _, cancellation) => Fault(levers, new { endpoint = "token", times = Twice, code = 7000215 }, cancellation)),
        new("slow", "Make the authority slow for a moment",
            "The next tokens take three seconds: the waterfall shows who waited for whom.", "/trace",
            (levers, _, cancellation) => Fault(levers, new { endpoint = "token", times = Twice, delayMilliseconds = 3000 }, cancellation)),
        new("down", "Take the token endpoint down for four calls",
            "503 from the authority. The data is untouched; no token can be had for a while.", Orders,
            (levers, _, cancellation) => Fault(levers, new { endpoint = "token", times = 4, status = 503 }, cancellation)),
        new("clock-ahead", "Let the authority's clock run two hours ahead",
            "Its tokens are not valid yet where clocks are right: AppB refuses them for their lifetime.", Orders,
            (levers, _, cancellation) => levers.PostAsync("clock", new { offsetSeconds = 7200 }, cancellation)),
        new("roll-keys", "Replace the signing keys at once",
            "An emergency rollover: tokens signed before are worthless, and APIs fetch the new keys.", Orders,
            (levers, _, cancellation) => levers.PostAsync("keys", new { mode = KeyModes.Emergency }, cancellation)),
        new("revoke-sessions", "Revoke my sign-ins",
            "Refresh tokens and sign-ins from before count for nothing: sign in again.", Orders,
            (levers, user, cancellation) => levers.PostAsync("sessions/revoke", new { user }, cancellation)),
        new("reset", "Put everything back",
            "Roles, consents, clock and faults as in the tenant file. Consent is asked for again.", "/",
            (levers, _, cancellation) => levers.PostAsync("reset", new { }, cancellation)),
    ];

    /// <summary>What there is to choose from.</summary>
    public static IReadOnlyList<DemoScenario> Offered { get; } = [.. All.Select(s => new DemoScenario(s.Name, s.Title, s.Effect, s.Page))];

    /// <summary>False: there is no such scene.</summary>
    public async Task<bool> PlayAsync(string name, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (Array.Find(All, s => s.Name == name) is not { } scene)
            return false;

        // The tenant in a box knows its people by the part before the @.
        var userName = user.FindFirstValue("preferred_username") ?? "";
        await scene.Play(levers, userName.Split('@')[0], cancellationToken);
        return true;
    }

    private static Task<JsonElement> Fault(EmulatorControlClient levers, object fault, CancellationToken cancellationToken) =>
        levers.PostAsync("faults", fault, cancellationToken);

    private static Task<JsonElement> Role(EmulatorControlClient levers, string user, bool assigned, CancellationToken cancellationToken) =>
        levers.PostAsync("roles", new { user, resource = AppB, role = "Orders.Read", assigned }, cancellationToken);

    private sealed record Scene(
        string Name, string Title, string Effect, string Page, Func<EmulatorControlClient, string, CancellationToken, Task> Play);
}
