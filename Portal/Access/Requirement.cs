namespace Portal.Access;

/// <summary>One way in, as an API publishes it: this kind of token, with all of the scopes and all of the roles.</summary>
public sealed record Requirement(TokenKind Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles);

public enum TokenKind
{
    User,
    App,
}
