using System.Security.Claims;
using System.Text.Json;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>The scenarios: what each breaks, and which page shows the effect.</summary>
internal sealed class DemoScenarios(EmulatorControlClient emulator)
{
    private const string OrdersPage = "data/AppB/orders";
    private const string AppB = "AppB";

    // The check for changed access after a scenario uses up the first fault, the open page the second.
    private const int Twice = 2;

    private static readonly Scenario[] All =
    [
        new("withdraw-consent", "Withdraw my consent for AppB",
            "The on-behalf-of exchange then fails with AADSTS65001. Open pages notice within a minute.", OrdersPage,
            (emulator, user, cancellation) => emulator.PostAsync("consents/withdraw", new { user, resource = AppB }, cancellation)),
        new("take-role", "Remove my role Orders.Read",
            "The next token lacks the role, and AppB returns 403 role_missing.", OrdersPage,
            (emulator, user, cancellation) => Role(emulator, user, assigned: false, cancellation)),
        new("give-role", "Assign the role Orders.Read to me",
            "The next token has the role. A page that shows the 403 loads the data by itself.", OrdersPage,
            (emulator, user, cancellation) => Role(emulator, user, assigned: true, cancellation)),
        new("step-up", "Require a second factor",
            "The next exchanges fail with AADSTS50076 and a claims challenge, which the button passes to the sign-in page.", OrdersPage,
            (emulator, _, cancellation) => Fault(emulator, new { endpoint = "token", times = Twice, code = 50076 }, cancellation)),
        new("block", "Block me by policy temporarily",
            "AADSTS53003: Conditional Access refuses the token, and signing in again does not help.", OrdersPage,
            (emulator, _, cancellation) => Fault(emulator, new { endpoint = "token", times = Twice, code = 53003 }, cancellation)),
        new("wrong-secret", "Refuse the portal's secret temporarily",
            "AADSTS7000215: the cause is the portal's settings, not the user.", "trace",
            (emulator, _, cancellation) => Fault(emulator, new { endpoint = "token", times = Twice, code = 7000215 }, cancellation)),
        new("slow", "Slow down the sign-in service temporarily",
            "The next tokens take a second and a half; the trace shows where the time goes.", "trace",
            (emulator, _, cancellation) => Fault(emulator, new { endpoint = "token", times = Twice, delayMilliseconds = 1500 }, cancellation)),
        new("down", "Fail the next four token requests",
            "The token endpoint returns 503. The data is unaffected, but no new tokens are available.", OrdersPage,
            (emulator, _, cancellation) => Fault(emulator, new { endpoint = "token", times = 4, status = 503 }, cancellation)),
        new("clock-ahead", "Set the sign-in service's clock two hours ahead",
            "Its tokens are not valid yet on machines with the correct time: AppB refuses them because of their lifetime.", OrdersPage,
            (emulator, _, cancellation) => emulator.PostAsync("clock", new { offsetSeconds = 7200 }, cancellation)),
        new("roll-keys", "Replace the signing keys at once",
            "An emergency rollover: earlier tokens are refused, and APIs fetch the new keys.", OrdersPage,
            (emulator, _, cancellation) => emulator.PostAsync("keys", new { mode = KeyModes.Emergency }, cancellation)),
        new("revoke-sessions", "Revoke my sign-ins",
            "Earlier refresh tokens and sessions are refused: sign in again.", OrdersPage,
            (emulator, user, cancellation) => emulator.PostAsync("sessions/revoke", new { user }, cancellation)),
        new("reset", "Reset everything",
            "Restores roles and consents of the tenant file, resets the clock and removes faults. Consent is requested again.", ".",
            (emulator, _, cancellation) => emulator.PostAsync("reset", new { }, cancellation)),
    ];

    /// <summary>The scenarios as the API returns them.</summary>
    public static IReadOnlyList<DemoScenario> Offered { get; } = [.. All.Select(s => new DemoScenario(s.Name, s.Title, s.Effect, s.Page))];

    /// <summary>False if there is no such scenario.</summary>
    public async Task<bool> PlayAsync(string name, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (Array.Find(All, s => s.Name == name) is not { } scenario)
            return false;

        // The emulator accepts user names without the domain.
        var userName = user.FindFirstValue("preferred_username") ?? "";
        await scenario.Play(emulator, userName.Split('@')[0], cancellationToken);
        return true;
    }

    private static Task<JsonElement> Fault(EmulatorControlClient emulator, object fault, CancellationToken cancellationToken) =>
        emulator.PostAsync("faults", fault, cancellationToken);

    private static Task<JsonElement> Role(EmulatorControlClient emulator, string user, bool assigned, CancellationToken cancellationToken) =>
        emulator.PostAsync("roles", new { user, resource = AppB, role = "Orders.Read", assigned }, cancellationToken);

    private sealed record Scenario(
        string Name, string Title, string Effect, string Page, Func<EmulatorControlClient, string, CancellationToken, Task> Play);
}
