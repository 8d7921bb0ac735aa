using Entra.Emulator.Pages;

namespace Entra.Emulator.Authorize;

/// <summary>Everything that a person gets to see at the emulator.</summary>
internal static class SignInPages
{
    public static void AddSignInPages(this WebApplicationBuilder builder)
    {
        SessionCookie.Add(builder);
        builder.Services.AddSingleton<AccountQuestion>();
        builder.Services.AddSingleton<ConfirmationQuestion>();
        builder.Services.AddSingleton<ConsentQuestion>();
        builder.Services.AddSingleton<AuthorizeEndpoint>();
        builder.Services.AddRazorComponents();
    }

    public static void MapSignInPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page.Home);
        AuthorizeEndpoint.Map(routes);
        LogoutEndpoint.Map(routes);
    }
}
