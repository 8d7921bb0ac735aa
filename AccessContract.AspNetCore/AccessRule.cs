using Microsoft.AspNetCore.Authorization;

namespace AccessContract.AspNetCore;

/// <summary>
/// Who may call an endpoint: a token must satisfy one of the alternatives. The same object is enforced by authorization,
/// published in the OpenAPI document and returned in a refusal.
/// </summary>
public sealed record AccessRule(params IReadOnlyList<AccessAlternative> Alternatives)
    : IAccessRuleMetadata, IAuthorizationRequirement, IAuthorizationRequirementData
{
    AccessRule IAccessRuleMetadata.Rule => this;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Endpoint metadata that has an access rule.</summary>
public interface IAccessRuleMetadata
{
    AccessRule Rule { get; }
}
