using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether browsers keep the session cookie, and only send it securely.</summary>
internal sealed class CookieCheck(IOptionsMonitor<CookieAuthenticationOptions> cookies, IOptionsMonitor<OpenIdConnectOptions> oidc)
    : DiagnosticCheck(Name, SetupGroups.Hosting, "Cookies and https")
{
    public const string Name = "cookies";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var session = cookies.Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var signIn = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme);
        var isSecure = session.Cookie is { SecurePolicy: CookieSecurePolicy.Always, HttpOnly: true };
        return Task.FromResult(Evaluate(run.Addresses.Seen ?? run.Addresses.Served, isSecure)
            .With(session.Cookie.Name ?? "session", Text(session.Cookie))
            .With("Sign-in cookies", $"{signIn.CorrelationCookie.Name}…, {signIn.NonceCookie.Name}…"));
    }

    private static DiagnosticResult Evaluate(Uri? address, bool isSecure) => (address, isSecure) switch
    {
        (_, false) => DiagnosticResult.Failed("The session cookie is not marked Secure and HttpOnly."),
        (null, _) => DiagnosticResult.Passed("The session cookie is Secure and HttpOnly."),
        ({ Scheme: "https" }, _) => DiagnosticResult.Passed("The portal uses https, and its session cookie is Secure."),
        ({ IsLoopback: true }, _) => DiagnosticResult.Passed("The session cookie is Secure; browsers keep such cookies on http://localhost too."),
        _ => DiagnosticResult.Failed("The portal uses http, where browsers drop Secure cookies: sign-in does not complete.")
            .WithFix("Use https; http works on localhost only.", "Portal:Urls"),
    };

    private static string Text(CookieBuilder cookie) =>
        $"{(cookie.SecurePolicy == CookieSecurePolicy.Always ? "Secure" : "not Secure")}, {(cookie.HttpOnly ? "HttpOnly" : "not HttpOnly")}, SameSite={cookie.SameSite}";
}
