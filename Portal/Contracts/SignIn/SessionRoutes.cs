using System.Text.Json;

namespace Portal.Contracts.SignIn;

/// <summary>
/// Addresses that start, extend or end a session; plain links and forms, because they leave the circuit. Those for links are
/// relative to the portal's home page, those for redirects follow the request's path base.
/// </summary>
public static class SessionRoutes
{
    /// <summary>POST with an antiforgery token.</summary>
    public const string SignOut = "sign-out";

    public const string SignedOut = "/signed-out";
    public const string SignInFailed = "/sign-in-failed";
    public const string ConsentPattern = "/consent/{api}";

    /// <summary>Query key added to the return address when the user declined consent.</summary>
    public const string ConsentOutcome = "consent";

    public const string ConsentDeclined = "declined";

    /// <summary>The <c>state</c> of an administrator's consent link, whose browser needs no session here.</summary>
    public const string AdministratorState = "administrator";

    public const string AdministratorResult = "/administrator-answered";

    /// <summary>Query key of <see cref="AdministratorResult"/>.</summary>
    public const string AdministratorOutcome = "outcome";

    public const string AdministratorGranted = "granted";

    /// <summary>Query key of a request for consent: scopes of the API, for fewer than all that settings name. Can be repeated.</summary>
    public const string ConsentScope = "scope";

    /// <summary>Query key of a request for consent: the tab whose interrupted changes continue after it.</summary>
    public const string ConsentContinues = "continues";

    public const string AdministratorConsentPattern = "/consent/{api}/administrator";

    /// <summary>
    /// The link for an administrator: redirects to the authority's page for consenting, for all users, to the scopes that
    /// settings name for <paramref name="api"/>, or to those of them in <paramref name="scopes"/>. It works without a
    /// session here.
    /// </summary>
    public static string AdministratorConsent(string api, IReadOnlyList<string>? scopes = null) =>
        $"consent/{Uri.EscapeDataString(api)}/administrator"
        + (scopes is null or [] ? "" : $"?{ConsentScope}={Uri.EscapeDataString(string.Join(' ', scopes))}");

    /// <summary>The claims challenge that requests <paramref name="contexts"/>: OpenID Connect Core 5.5, in Entra's format.</summary>
    public static string StepUp(IReadOnlyList<string> contexts) =>
        JsonSerializer.Serialize(new { access_token = new { acrs = new { essential = true, values = contexts } } });

    public static string SignIn(string returnUrl) =>
        "MicrosoftIdentity/Account/SignIn?redirectUri=" + Uri.EscapeDataString(returnUrl);

    /// <summary>
    /// Signs in as a user of the emulator. With both hints it does not show the account picker; Entra requests the password.
    /// </summary>
    public static string SignInAs(string userName, string returnUrl) =>
        $"{SignIn(returnUrl)}&loginHint={Uri.EscapeDataString(userName)}"
        + $"&domainHint={Uri.EscapeDataString(userName[(userName.IndexOf('@', StringComparison.Ordinal) + 1)..])}";

    /// <summary>
    /// Requests consent to the scopes that settings name for <paramref name="api"/>, and no others. A claims challenge in
    /// <paramref name="claims"/> also requests a stronger sign-in. The interrupted changes of the tab
    /// <paramref name="continues"/> continue after it.
    /// </summary>
    public static string Consent(string api, string returnUrl, string? claims = null, string? continues = null) =>
        $"{ConsentForm(api)}?returnUrl={Uri.EscapeDataString(returnUrl)}"
        + (claims is null ? "" : $"&claims={Uri.EscapeDataString(claims)}")
        + (continues is null ? "" : $"&{ConsentContinues}={Uri.EscapeDataString(continues)}");

    /// <summary>The address of <see cref="Consent"/> for a form, whose fields are the query.</summary>
    public static string ConsentForm(string api) => $"consent/{Uri.EscapeDataString(api)}";
}
