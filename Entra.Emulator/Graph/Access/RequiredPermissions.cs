namespace Entra.Emulator.Graph.Access;

/// <summary>
/// The permissions a route requires: any one of those listed, delegated or application, and for users also a directory
/// role. Access to one's own data can require less.
/// </summary>
internal sealed record RequiredPermissions(IReadOnlyList<string> Permissions)
{
    public IReadOnlyCollection<string>? Roles { get; private init; }

    /// <summary>Permissions that suffice for the signed-in user's own data, without a directory role.</summary>
    public IReadOnlyList<string> ForSelf { get; private init; } = [];

    /// <summary>Any Graph token is accepted: each request of a batch is checked on its own.</summary>
    public static RequiredPermissions None { get; } = new([]);

    public static RequiredPermissions AnyOf(params string[] permissions) => new(permissions);

    public RequiredPermissions WithDirectoryRole(IReadOnlyCollection<string> roles) => this with { Roles = roles };

    public RequiredPermissions OrForSelf(params string[] permissions) => this with { ForSelf = permissions };

    public bool IsMetBy(GraphCaller caller, bool isSelf)
    {
        if (Permissions.Count == 0)
            return true;
        if (isSelf && caller.HasAny([.. ForSelf, .. Permissions]) && ForSelf.Count > 0)
            return true;

        return caller.HasAny(Permissions) && (Roles is null || caller.HoldsAny(Roles));
    }
}
