using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;

namespace AppB.Sample.Access;

/// <summary>
/// Who may call an endpoint: one of the alternatives must hold. The same object is enforced by authorization, written
/// into the OpenAPI document and named in a refusal.
/// </summary>
public sealed record AccessRule(params IReadOnlyList<AccessAlternative> Alternatives)
    : IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <summary>The rule with the stronger sign-in that settings want for its roles.</summary>
    public AccessRule With(StepUpOptions stepUp) =>
        new([.. Alternatives.Select(a => stepUp.For(a) is { Count: > 0 } contexts ? a with { Contexts = contexts } : a)]);
}

/// <summary>A kind of token with all of these scopes and all of these roles.</summary>
public sealed record AccessAlternative(TokenKind TokenKind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    /// <summary>Authentication contexts that <c>acrs</c> must name besides; null, and unsaid, where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Contexts { get; init; }

    public static AccessAlternative User(string scope, string role) => new(TokenKind.User, [scope], [role]);

    public static AccessAlternative App(string role) => new(TokenKind.App, [], [role]);
}
