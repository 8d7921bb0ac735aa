namespace Entra.Emulator.Graph.Access;

/// <summary>
/// The Graph permissions that the routes use, as scopes and, except those on one's own data, as application
/// permissions.
/// </summary>
internal static class Permissions
{
    public const string UserRead = "User.Read";
    public const string UserReadBasicAll = "User.ReadBasic.All";
    public const string UserReadAll = "User.Read.All";
    public const string UserRevokeSessionsAll = "User.RevokeSessions.All";
    public const string GroupMemberReadAll = "GroupMember.Read.All";
    public const string ApplicationReadAll = "Application.Read.All";
    public const string DirectoryReadAll = "Directory.Read.All";
    public const string AppRoleAssignmentReadWriteAll = "AppRoleAssignment.ReadWrite.All";
    public const string DelegatedPermissionGrantReadAll = "DelegatedPermissionGrant.Read.All";
    public const string DelegatedPermissionGrantReadWriteAll = "DelegatedPermissionGrant.ReadWrite.All";

    public static readonly string[] Users = [UserReadBasicAll, UserReadAll, DirectoryReadAll];

    public static readonly string[] Groups = [GroupMemberReadAll, DirectoryReadAll];

    public static readonly string[] Applications = [ApplicationReadAll, DirectoryReadAll];
}
