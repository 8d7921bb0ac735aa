using System.Text.Json.Serialization;

namespace AccessContract;

/// <summary>One set of requirements: this kind of token, with all of these scopes and all of these roles.</summary>
public sealed record AccessAlternative(TokenKind TokenKind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    /// <summary>
    /// Authentication contexts that <c>acrs</c> must contain as well; null, and not published, if there are none. A user
    /// can satisfy them by a step-up.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Contexts { get; init; }

    /// <summary>
    /// What the call must carry besides the token, such as an API key; null, and not published, if there is nothing. Only
    /// the API can check it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? OtherCredentials { get; init; }

    public static AccessAlternative User(string scope, string role) => new(TokenKind.User, [scope], [role]);

    public static AccessAlternative App(string role) => new(TokenKind.App, [], [role]);
}
