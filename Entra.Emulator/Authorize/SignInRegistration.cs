using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.OAuth.DeviceCode;
using Entra.Emulator.Pages;

namespace Entra.Emulator.Authorize;

/// <summary>Registers and maps the pages and the endpoints that show them.</summary>
internal static class SignInRegistration
{
    public static void AddSignInPages(this WebApplicationBuilder builder)
    {
        SessionCookie.Add(builder);
        builder.Services.AddSingleton<SignInFlow>();
        builder.Services.AddSingleton<RequestedPermissions>();
        builder.Services.AddSingleton<AccountPrompt>();
        builder.Services.AddSingleton<ConfirmationPrompt>();
        builder.Services.AddSingleton<ConsentPrompt>();
        builder.Services.AddSingleton<AuthorizeEndpoint>();
        builder.Services.AddSingleton<AdminConsent>();
        builder.Services.AddSingleton<AdminConsentEndpoint>();
        builder.Services.AddSingleton<DeviceVerificationEndpoint>();
        builder.Services.AddSingleton<LogoutEndpoint>();
        builder.Services.AddRazorComponents();
    }

    public static void MapSignInPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page.Home);
        routes.MapGet("/error", Page.Explanation);
        AuthorizeEndpoint.Map(routes);
        AdminConsentEndpoint.Map(routes);
        DeviceVerificationEndpoint.Map(routes);
        LogoutEndpoint.Map(routes);
    }
}
