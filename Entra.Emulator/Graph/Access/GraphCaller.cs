using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Access;

/// <summary>Who calls: a person through an app, with the app's delegated permissions; or an app alone, with its own.</summary>
internal sealed record GraphCaller(UserAccount? User, App Client, IReadOnlySet<string> Permissions)
{
    public bool HasAll(IEnumerable<string> permissions) => permissions.All(Permissions.Contains);

    public bool HasAny(params IEnumerable<string> permissions) => permissions.Any(Permissions.Contains);

    /// <summary>What the person may do in the directory counts as it is now, not as it was when the token was issued.</summary>
    public bool HoldsAny(IReadOnlyCollection<string> directoryRoles) =>
        User is null || (User.DirectoryRoles?.Any(directoryRoles.Contains) ?? false);

    public override string ToString() => User is null ? Client.Name : $"{User.UserName} by {Client.Name}";
}
