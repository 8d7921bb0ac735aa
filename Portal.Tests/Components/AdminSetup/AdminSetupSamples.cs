using Portal.Contracts.AdminSetup;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.AdminSetup;

/// <summary>A consent of administration that is missing, and the setup that shows it.</summary>
internal static class AdminSetupSamples
{
    public const string Fresh = "/api/admin/setup?fresh=true";

    public static ApiProblem Missing(string purpose, string permission) => new(
        ProblemCodes.ConsentRequired,
        403,
        "Consent is missing",
        Api: $"Microsoft Graph ({purpose})",
        Scopes: [AdminSetupAddresses.Scope(permission)],
        AdministratorScopes: [AdminSetupAddresses.Scope(permission)]);

    public static AdminSetupReport Report(bool granted) => new(
    [
        new AdminTask("read", "Read", Needs: null, [new AdminPermissionState("Read.All", "scope-read", "Reads.", granted)]),
        new AdminTask("change", "Change", "read", [new AdminPermissionState("Write.All", "scope-change", "Changes.", granted)]),
    ]);
}
