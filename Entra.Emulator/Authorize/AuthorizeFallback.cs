using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize;

/// <summary>An authorization address that is not the tenant's own: the back-channel's, or another tenant's.</summary>
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

        // MSAL composes this address from the Instance, which is the back-channel. People belong on the other one.
        var browser = http.RequestServices.GetRequiredService<EmulatorAddresses>().Browser;
        return Results.Redirect(new Uri(browser, $"{http.Request.Path}{http.Request.QueryString}").AbsoluteUri);
    }
}
