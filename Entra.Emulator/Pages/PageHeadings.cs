namespace Entra.Emulator.Pages;

/// <summary>The pages' titles, shared by the pages and their tests.</summary>
internal static class PageHeadings
{
    public const string Accounts = "Pick an account";
    public const string Confirmation = "Confirm it is you";
    public const string AdminApproval = "Administrator approval required";
    public const string AccessDenied = "Access denied";
    public const string Error = "Sign-in failed";
    public const string UnknownErrorCode = "Unknown error code";
    public const string DeviceCode = "Enter the code";
    public const string DeviceConfirmation = "Are you signing in on another device?";
    public const string DeviceApproved = "Signed in";
    public const string DeviceDeclined = "Sign-in declined";
    public const string SignedOut = "You are signed out";
    public const string SigningOut = "Signing you out";

    public static string Consent(string client) => $"Permissions requested by {client}";
}
