namespace Portal.Access;

/// <summary>One way in, as an API publishes it: this kind of token, one of the scopes (if any), one of the roles (if any).</summary>
public sealed record Requirement(TokenKind Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles);

public enum TokenKind
{
    User,
    App,
}
