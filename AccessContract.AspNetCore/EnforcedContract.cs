using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AccessContract.AspNetCore;

/// <summary>The contract of this API: its options, its validations of a token, and the rules of its endpoints.</summary>
internal sealed class EnforcedContract(IOptions<AccessContractOptions> options)
{
    private readonly ConcurrentDictionary<AccessRule, AccessRule> _effective = new(ReferenceEqualityComparer.Instance);

    // Read once: a source builds and compiles its endpoints again whenever they are read.
    private Lazy<IReadOnlyList<RouteEndpoint>> _endpoints = new([]);

    public AccessContractOptions Options => options.Value;

    /// <summary>The checks that every token must pass before the access rules, in order.</summary>
    public ApiRules TokenRules { get; } = new(
        options.Value.Name, options.Value.Expectations.Validations, Published: true, TokenExpectations.ClockSkew);

    /// <summary>The rules of all endpoints.</summary>
    public IEnumerable<AccessRule> Rules => Endpoints.Select(e => RuleOf(e.Metadata)).OfType<AccessRule>();

    private IReadOnlyList<RouteEndpoint> Endpoints => _endpoints.Value;

    /// <param name="sources">Read when the app starts; endpoints can be added until then.</param>
    /// <param name="prefix">The path below which every endpoint needs a rule; empty for all endpoints.</param>
    public void Add(IEnumerable<EndpointDataSource> sources, PathString prefix) => _endpoints = new(() =>
    [
        .. sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => PathOf(e).StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)),
    ]);

    public AccessRule? RuleOf(IEnumerable<object>? metadata) =>
        metadata?.OfType<IAccessRuleMetadata>().LastOrDefault() is { } declared ? Effective(declared.Rule) : null;

    /// <summary>The rule with the authentication contexts that the settings require for its roles.</summary>
    public AccessRule Effective(AccessRule declared) => _effective.GetOrAdd(declared, rule =>
        new AccessRule([.. rule.Alternatives.Select(a => ContextsOf(a) is { Count: > 0 } contexts ? a with { Contexts = contexts } : a)]));

    /// <summary>
    /// Stops startup if an endpoint has neither an access rule nor AllowAnonymous, or has both, and if StepUp names a
    /// role that no operation requires. Authentication accepts tokens without scope or role, so every app of the tenant
    /// could call an endpoint without a rule.
    /// </summary>
    public void Validate()
    {
        foreach (var endpoint in Endpoints)
        {
            var rules = endpoint.Metadata.OfType<IAccessRuleMetadata>().Count();
            var isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (rules + (isAnonymous ? 1 : 0) != 1)
            {
                throw new InvalidOperationException(
                    $"{endpoint.DisplayName} needs either one access rule or AllowAnonymous.");
            }
        }

        var userRoles = Rules.SelectMany(r => r.Alternatives).Where(a => a.TokenKind == TokenKind.User).SelectMany(a => a.Roles).ToHashSet();
        if (Options.StepUp.Keys.FirstOrDefault(role => !userRoles.Contains(role)) is { } unknown)
            throw new InvalidOperationException($"StepUp:{unknown} is set, but no operation requires this app role of a user.");
    }

    private static PathString PathOf(RouteEndpoint endpoint) => new($"/{endpoint.RoutePattern.RawText?.TrimStart('/')}");

    private List<string> ContextsOf(AccessAlternative alternative) => alternative.TokenKind == TokenKind.User
        ? [.. alternative.Roles.Where(Options.StepUp.ContainsKey).Select(r => Options.StepUp[r]).Distinct(StringComparer.Ordinal)]
        : [];
}
