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
}

/// <summary>A kind of token with all of these scopes and all of these roles.</summary>
public sealed record AccessAlternative(TokenKind TokenKind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles)
{
    public static AccessAlternative User(string scope, string role) => new(TokenKind.User, [scope], [role]);

    public static AccessAlternative App(string role) => new(TokenKind.App, [], [role]);
}
