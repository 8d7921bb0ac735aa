using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize;

/// <summary>
/// Handles authorization requests that OpenIddict did not recognize: those at the back-channel address and those for
/// another tenant.
/// </summary>
internal static class AuthorizeFallback
{
    public static IResult Respond(HttpContext http)
    {
        var tenant = http.RequestServices.GetRequiredService<TenantDirectory>();
        var named = (string?)http.Request.RouteValues["tenant"];
        if (!EndpointUris.Names(tenant).Contains(named))
        {
            return Page.Error(ErrorReport.Create(EntraErrors.TenantUnknown(named), http));
        }

        // MSAL builds this address from the Instance, which is the back-channel. The pages are served at the browser
        // address.
        var browser = http.RequestServices.GetRequiredService<EmulatorAddresses>().Browser;
        return Results.Redirect(new Uri(browser, $"{http.Request.Path}{http.Request.QueryString}").AbsoluteUri);
    }
}
