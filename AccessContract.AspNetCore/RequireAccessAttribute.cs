using System.Reflection;
using Microsoft.AspNetCore.Authorization;

namespace AccessContract.AspNetCore;

/// <summary>
/// Protects a controller or an action with a rule, for example <c>[RequireAccess(typeof(Rules), nameof(Rules.Read))]</c>.
/// </summary>
/// <param name="declaringType">The type that declares the rule as a public static field or property.</param>
/// <param name="ruleName">The name of that field or property.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireAccessAttribute(Type declaringType, string ruleName)
    : Attribute, IAccessRuleMetadata, IAuthorizationRequirementData
{
    public Type DeclaringType => declaringType;

    public string RuleName => ruleName;

    public AccessRule Rule { get; } = Find(declaringType, ruleName);

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [Rule];

    private static AccessRule Find(Type type, string name)
    {
        const BindingFlags flags = BindingFlags.Public | BindingFlags.Static;
        var value = type.GetField(name, flags)?.GetValue(null) ?? type.GetProperty(name, flags)?.GetValue(null);
        return value as AccessRule
            ?? throw new InvalidOperationException($"{type.Name} has no public static AccessRule named {name}.");
    }
}
