using Microsoft.Extensions.Options;
using Portal.Auth;

namespace Portal.Diagnostics;

/// <summary>Links to the pages of the Entra admin center where a registration is changed; none for an emulator.</summary>
internal static class EntraAdminCenter
{
    public const string Authentication = "Authentication";
    public const string Credentials = "Credentials";
    public const string ExposeAnApi = "ProtectAnAPI";
    public const string Overview = "Overview";

    // Other clouds have admin centers of their own.
    private const string PublicCloud = "login.microsoftonline.com";

    public static string? Link(AzureAdSettings azureAd, string page) => Link(azureAd, page, azureAd.ClientId);

    public static string? Link(AzureAdSettings azureAd, string page, string? clientId) =>
        Uri.TryCreate(azureAd.Instance, UriKind.Absolute, out var instance)
            && instance.Host == PublicCloud
            && Guid.TryParse(clientId, out _)
            ? $"https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/{page}/appId/{clientId}"
            : null;

    public static string? Link(IOptions<AzureAdSettings> azureAd, string page) => Link(azureAd.Value, page);
}
