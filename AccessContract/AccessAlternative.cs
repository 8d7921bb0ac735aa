namespace AccessContract;

/// <summary>One way in, as an API publishes it: this kind of token, with all of the scopes and all of the roles.</summary>
public sealed record AccessAlternative(TokenKind Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    /// <summary>Authentication contexts that the sign-in must have satisfied. They keep nobody out who can step up.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];
}

public enum TokenKind
{
    User,
    App,
}
