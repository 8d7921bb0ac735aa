using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;

namespace AppB.Sample.Access;

/// <summary>
/// Who may call an endpoint: a token must satisfy one of the alternatives. The same object is enforced by authorization,
/// published in the OpenAPI document and returned in a refusal.
/// </summary>
public sealed record AccessRule(params IReadOnlyList<AccessAlternative> Alternatives)
    : IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <summary>The rule with the authentication contexts that the settings require for its roles.</summary>
    public AccessRule With(StepUpOptions stepUp) =>
        new([.. Alternatives.Select(a => stepUp.For(a) is { Count: > 0 } contexts ? a with { Contexts = contexts } : a)]);
}

/// <summary>A kind of token with all of these scopes and all of these roles.</summary>
public sealed record AccessAlternative(TokenKind TokenKind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    /// <summary>
    /// Authentication contexts that <c>acrs</c> must contain as well; null, and not published, if there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Contexts { get; init; }

    public static AccessAlternative User(string scope, string role) => new(TokenKind.User, [scope], [role]);

    public static AccessAlternative App(string role) => new(TokenKind.App, [], [role]);
}
