using Portal.Downstream;

namespace Portal.Graph;

/// <summary>
/// One thing that the portal does with Microsoft Graph, and the delegated permissions that it takes. Each is consented
/// to when somebody first does it, and never before.
/// </summary>
/// <param name="Name">What pages call it; also its name for IDownstreamApi, and in the address that asks for consent.</param>
/// <param name="Permissions">As Graph names them.</param>
/// <param name="DirectoryRole">The least of the roles of the directory that let a person do it.</param>
public sealed record GraphPurpose(string Name, IReadOnlyList<string> Permissions, string DirectoryRole)
{
    private const string Reader = "Directory Readers";
    private const string Administrator = "Cloud Application Administrator";

    // https://learn.microsoft.com/graph/permissions-reference: what these purposes take of the few that users may consent to.
    private static readonly string[] UsersMayConsent = ["User.ReadBasic.All"];

    public static readonly GraphPurpose ReadRoles = new(
        "Microsoft Graph (read roles)", ["Application.Read.All", "User.ReadBasic.All", "GroupMember.Read.All"], Reader);

    public static readonly GraphPurpose AssignRoles = new(
        "Microsoft Graph (assign roles)", ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"], Administrator);

    public static readonly GraphPurpose ReadConsents = new(
        "Microsoft Graph (read consents)", ["Directory.Read.All"], Reader);

    public static readonly GraphPurpose ReadDirectory = new(
        "Microsoft Graph (read the directory)", ["Directory.Read.All"], Reader);

    public static readonly GraphPurpose ChangeConsents = new(
        "Microsoft Graph (change consents)", ["DelegatedPermissionGrant.ReadWrite.All"], Administrator);

    public static IReadOnlyList<GraphPurpose> All { get; } = [ReadRoles, AssignRoles, ReadConsents, ReadDirectory, ChangeConsents];

    /// <summary>The same in every cloud: where Graph answers differs, what it is called does not.</summary>
    public IEnumerable<string> Scopes => Permissions.Select(Scope);

    public RequestedScopes Asked => new([.. Scopes], [.. Permissions.Except(UsersMayConsent).Select(Scope)]);

    private static string Scope(string permission) => $"https://graph.microsoft.com/{permission}";
}
