namespace Entra.Emulator.Graph.Access;

/// <summary>
/// What a route wants of its caller: one of the permissions, delegated or the app's own, and of a person also a
/// directory role. What is one's own needs less.
/// </summary>
internal sealed record RequiredPermissions(IReadOnlyList<string> Permissions)
{
    public IReadOnlyCollection<string>? Roles { get; private init; }

    /// <summary>Enough for what is about the signed-in person, who then needs no directory role either.</summary>
    public IReadOnlyList<string> ForSelf { get; private init; } = [];

    /// <summary>Any token for Graph will do: what is asked inside has demands of its own.</summary>
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
