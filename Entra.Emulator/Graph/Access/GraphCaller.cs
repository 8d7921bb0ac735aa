using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Access;

/// <summary>
/// The caller: a user through an app with delegated permissions, or an app with application permissions.
/// </summary>
internal sealed record GraphCaller(UserAccount? User, App Client, IReadOnlySet<string> Permissions)
{
    public bool HasAll(IEnumerable<string> permissions) => permissions.All(Permissions.Contains);

    public bool HasAny(params IEnumerable<string> permissions) => permissions.Any(Permissions.Contains);

    /// <summary>Directory roles are checked as they are now, not as they were when the token was issued.</summary>
    public bool HoldsAny(IReadOnlyCollection<string> directoryRoles) =>
        User is null || (User.DirectoryRoles?.Any(directoryRoles.Contains) ?? false);

    public override string ToString() => User is null ? Client.Name : $"{User.UserName} by {Client.Name}";
}
