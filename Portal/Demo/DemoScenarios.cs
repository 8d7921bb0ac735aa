using System.Security.Claims;
using System.Text.Json;
using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>The scenarios: what each breaks, and which page shows the effect. Each lasts until it is put back.</summary>
internal sealed class DemoScenarios(EmulatorControlClient emulator)
{
    private const string OrdersPage = "data/AppB/orders";
    private const string AppB = "AppB";

    private const string RolesAndConsent = "Roles and consent";
    private const string SignInService = "Sign-in service";
    private const string Tokens = "Tokens";
    private const string Tenant = "Tenant";

    private static readonly Scenario[] All =
    [
        new("take-role", "Remove my role Orders.Read", RolesAndConsent,
            "AppB returns 403 role_missing, and the open page follows.", OrdersPage,
            (emulator, user, cancellation) => Role(emulator, user, assigned: false, cancellation)),
        new("give-role", "Assign the role Orders.Read to me", RolesAndConsent,
            "A page that shows the 403 loads the data by itself.", OrdersPage,
            (emulator, user, cancellation) => Role(emulator, user, assigned: true, cancellation)),
        new("withdraw-consent", "Withdraw my consent for AppB", RolesAndConsent,
            "AADSTS65001, and a button that requests consent again.", OrdersPage,
            (emulator, user, cancellation) => emulator.PostAsync("consents/withdraw", new { user, resource = AppB }, cancellation)),
        new("step-up", "Require a second factor", SignInService,
            "AADSTS50076, and a button that leads to the second factor. Confirming it brings the data back.", OrdersPage,
            (emulator, user, cancellation) => Policy(emulator, user, "confirm", cancellation)),
        new("block", "Block me by policy", SignInService,
            "AADSTS53003: Conditional Access refuses the token, and signing in again does not help.", OrdersPage,
            (emulator, user, cancellation) => Policy(emulator, user, "block", cancellation)),
        new("wrong-secret", "Refuse the portal's secret", SignInService,
            "AADSTS7000215: the cause is the portal's settings, not the user.", OrdersPage,
            (emulator, _, cancellation) => Fault(emulator, new FaultRequest(FaultEndpointNames.Token, 7000215), cancellation)),
        new("slow", "Slow down the sign-in service", SignInService,
            "New tokens take a second and a half; the trace shows where the time goes.", "trace",
            (emulator, _, cancellation) => Fault(
                emulator, new FaultRequest(FaultEndpointNames.Token, DelayMilliseconds: 1500), cancellation)),
        new("down", "Stop issuing tokens for APIs", SignInService,
            "The token endpoint returns 503: the page says that the sign-in service is unavailable, and offers to try again.", OrdersPage,
            (emulator, _, cancellation) => Fault(emulator, new FaultRequest(FaultEndpointNames.Token, Status: 503), cancellation)),
        new("clock-ahead", "Set the clock two hours ahead", Tokens,
            "AppB refuses the tokens: for machines with the correct time they are not valid yet.", OrdersPage,
            (emulator, _, cancellation) => emulator.PostAsync("clock", new { offsetSeconds = 7200 }, cancellation)),
        new("roll-over", "Roll over to the next key", Tokens,
            "New tokens are signed by another key. AppB fetches it, and the data stays. Keys cannot be put back.", OrdersPage,
            (emulator, _, cancellation) => emulator.PostAsync("keys", new { mode = KeyModes.Planned }, cancellation)),
        new("roll-keys", "Replace the signing keys at once", Tokens,
            "Earlier tokens are refused, also the portal’s own: sign in again, and the data is back. Keys cannot be put back.", OrdersPage,
            (emulator, _, cancellation) => emulator.PostAsync("keys", new { mode = KeyModes.Emergency }, cancellation)),
        new("revoke-sessions", "Revoke my sign-ins", Tokens,
            "The portal requests a new sign-in within a minute. This cannot be put back.", OrdersPage,
            (emulator, user, cancellation) => emulator.PostAsync("sessions/revoke", new { user }, cancellation)),
        new("reset", "Restore the tenant file", Tenant,
            "Roles and consents are those of the file again, also those that administrators changed. Consent is requested again.", ".",
            (emulator, _, cancellation) => emulator.PostAsync("reset", new { }, cancellation)),
    ];

    /// <summary>The scenarios as the API returns them.</summary>
    public static IReadOnlyList<DemoScenario> Offered { get; } =
        [.. All.Select(s => new DemoScenario(s.Name, s.Title, s.Effect, s.Page, s.Group))];

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

    // Sign-in and the pages' own token stay as they are: the presenter can go on, and put it back.
    private static Task<JsonElement> Fault(EmulatorControlClient emulator, FaultRequest fault, CancellationToken cancellationToken) =>
        emulator.PostAsync("faults", fault with { UntilPutBack = true, OnlyOnBehalfOf = true }, cancellationToken);

    private static Task<JsonElement> Policy(EmulatorControlClient emulator, string user, string control, CancellationToken cancellationToken) =>
        emulator.PostAsync("policies", new { user, resource = AppB, control }, cancellationToken);

    private static Task<JsonElement> Role(EmulatorControlClient emulator, string user, bool assigned, CancellationToken cancellationToken) =>
        emulator.PostAsync("roles", new { user, resource = AppB, role = "Orders.Read", assigned }, cancellationToken);

    private sealed record Scenario(
        string Name, string Title, string Group, string Effect, string Page, Func<EmulatorControlClient, string, CancellationToken, Task> Play);
}
