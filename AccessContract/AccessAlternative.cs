namespace AccessContract;

/// <summary>One published set of requirements: this kind of token, with all of the scopes and all of the roles.</summary>
public sealed record AccessAlternative(TokenKind Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    /// <summary>Authentication contexts that the sign-in must satisfy. A user can meet them by a step-up.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];
}

public enum TokenKind
{
    User,
    App,
}
