using Portal.Contracts.AdminSetup;
using Portal.Downstream;

namespace Portal.Graph;

/// <summary>
/// One use of Microsoft Graph by the portal, with the delegated permissions that it needs. Consent to them is requested
/// by the setup of administration, or when the feature is used without it.
/// </summary>
/// <param name="Name">The name on pages, for IDownstreamApi and in the address that requests consent.</param>
/// <param name="Permissions">By their names in Graph.</param>
/// <param name="DirectoryRole">The least privileged directory role that allows it.</param>
public sealed record GraphPurpose(string Name, IReadOnlyList<string> Permissions, string DirectoryRole)
{
    private const string Reader = "Directory Readers";
    private const string Administrator = "Cloud Application Administrator";

    // https://learn.microsoft.com/graph/permissions-reference: the permissions below that users may consent to.
    private static readonly string[] UsersMayConsent = ["User.ReadBasic.All"];

    public static readonly GraphPurpose ReadRoles = new(
        "Microsoft Graph (read roles)", ["Application.Read.All", "User.ReadBasic.All", "GroupMember.Read.All"], Reader);

    public static readonly GraphPurpose AssignRoles = new(
        "Microsoft Graph (assign roles)", ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"], Administrator);

    public static readonly GraphPurpose ReadConsents = new(
        "Microsoft Graph (read consents)", ["Directory.Read.All"], Reader);

    public static readonly GraphPurpose ReadDirectory = new(
        "Microsoft Graph (read the directory)", ["Directory.Read.All"], Reader);

    /// <summary>The caller's own groups: users may read them without a directory role.</summary>
    public static readonly GraphPurpose ReadOwnGroups = new(
        "Microsoft Graph (read own groups)", ["GroupMember.Read.All"], Reader);

    public static readonly GraphPurpose ChangeConsents = new(
        "Microsoft Graph (change consents)", ["DelegatedPermissionGrant.ReadWrite.All"], Administrator);

    /// <summary>Everything at once, only to request consent: the setup of administration names what it needs of it.</summary>
    public static readonly GraphPurpose Administration = new(
        AdminSetupAddresses.Api, AdminTasks.Permissions, Administrator);

    public static IReadOnlyList<GraphPurpose> All { get; } =
        [ReadRoles, AssignRoles, ReadConsents, ReadDirectory, ReadOwnGroups, ChangeConsents, Administration];

    public IEnumerable<string> Scopes => Permissions.Select(AdminSetupAddresses.Scope);

    public RequestedScopes RequestedScopes =>
        new([.. Scopes], [.. Permissions.Except(UsersMayConsent).Select(AdminSetupAddresses.Scope)]);
}
