using System.Text.Json;

namespace Portal.Contracts.SignIn;

/// <summary>Addresses that begin, widen or end a session; plain links and forms, since they leave the circuit.</summary>
public static class SessionRoutes
{
    /// <summary>POST with an antiforgery token.</summary>
    public const string SignOut = "/sign-out";

    public const string SignedOut = "/signed-out";
    public const string SignInFailed = "/sign-in-failed";
    public const string ConsentPattern = "/consent/{api}";

    /// <summary>Query key added to the return address when consent was declined at the authority.</summary>
    public const string ConsentOutcome = "consent";

    public const string ConsentDeclined = "declined";

    /// <summary>What an administrator's link has as its state: nobody in that browser need have a session here.</summary>
    public const string AdministratorState = "administrator";

    public const string AdministratorAnswered = "/administrator-answered";

    /// <summary>Query key of that page.</summary>
    public const string AdministratorOutcome = "outcome";

    public const string AdministratorGranted = "granted";

    public const string AdministratorConsentPattern = "/consent/{api}/administrator";

    /// <summary>
    /// What to send to an administrator: leads on to the authority's page that gives, for everybody, the scopes that
    /// settings name for <paramref name="api"/>. Whoever opens it needs no session here.
    /// </summary>
    public static string AdministratorConsent(string api) => $"/consent/{Uri.EscapeDataString(api)}/administrator";

    /// <summary>The claims challenge that asks for <paramref name="contexts"/>: OpenID Connect core 5.5, in Entra's words.</summary>
    public static string StepUp(IReadOnlyList<string> contexts) =>
        JsonSerializer.Serialize(new { access_token = new { acrs = new { essential = true, values = contexts } } });

    public static string SignIn(string returnUrl) =>
        "/MicrosoftIdentity/Account/SignIn?redirectUri=" + Uri.EscapeDataString(returnUrl);

    /// <summary>
    /// Asks the authority for the scopes that settings name for <paramref name="api"/>, and no others; with
    /// <paramref name="claims"/>, a claims challenge, also for a stronger sign-in.
    /// </summary>
    public static string Consent(string api, string returnUrl, string? claims = null) =>
        $"/consent/{Uri.EscapeDataString(api)}?returnUrl={Uri.EscapeDataString(returnUrl)}"
        + (claims is null ? "" : $"&claims={Uri.EscapeDataString(claims)}");
}
