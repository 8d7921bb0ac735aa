namespace Entra.Emulator.Graph.Access;

/// <summary>
/// What a route wants of its caller: one of the permissions, delegated or the app's own, and of a person also a
/// directory role. What is one's own needs less.
/// </summary>
internal sealed record Demand(IReadOnlyList<string> Permissions)
{
    public IReadOnlyCollection<string>? Roles { get; private init; }

    /// <summary>Enough for what is about the signed-in person, who then needs no directory role either.</summary>
    public IReadOnlyList<string> Own { get; private init; } = [];

    /// <summary>Any token for Graph will do: what is asked inside has demands of its own.</summary>
    public static Demand Nothing { get; } = new([]);

    public static Demand AnyOf(params string[] permissions) => new(permissions);

    public Demand By(IReadOnlyCollection<string> roles) => this with { Roles = roles };

    public Demand OrForOneself(params string[] permissions) => this with { Own = permissions };

    public bool IsMetBy(GraphCaller caller, bool isOwn)
    {
        if (Permissions.Count == 0)
            return true;
        if (isOwn && caller.HasAny([.. Own, .. Permissions]) && Own.Count > 0)
            return true;

        return caller.HasAny(Permissions) && (Roles is null || caller.HoldsAny(Roles));
    }
}
