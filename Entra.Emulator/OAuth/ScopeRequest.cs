using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth;

/// <summary>The <c>scope</c> parameter, parsed: OpenID Connect scopes, and permissions by resource.</summary>
public sealed record ScopeRequest(IReadOnlyList<string> OpenId, IReadOnlyList<ResourceScopes> Resources)
{
    public const string Default = ".default";

    private static readonly string[] OpenIdScopes = ["openid", "profile", "email", "offline_access"];

    /// <summary>OpenID Connect scopes, which are written without a resource.</summary>
    public static bool IsOpenId(string scope) => OpenIdScopes.Contains(scope);

    /// <summary>Parses the scopes of a request on behalf of a user.</summary>
    /// <exception cref="EntraErrorException">
    /// A scope is not valid, or the client names itself by its App ID URI.
    /// </exception>
    public static ScopeRequest ParseForUser(TenantDirectory tenant, App client, string? scope)
    {
        var request = Parse(tenant, client, scope);
        var self = request.Resources.FirstOrDefault(r => r.Resource == client);
        return self is null || self.Identifier.Equals(client.ClientId, StringComparison.OrdinalIgnoreCase)
            ? request
            : throw new EntraErrorException(EntraErrors.SelfByUri(client));
    }

    /// <exception cref="EntraErrorException">A scope is not valid in this tenant.</exception>
    public static ScopeRequest Parse(TenantDirectory tenant, App client, string? scope)
    {
        var values = (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        var resources = values.Except(OpenIdScopes, StringComparer.OrdinalIgnoreCase)
            .Select(word => Resolve(tenant, client, word))
            .GroupBy(s => s.Resource)
            .Select(Merge)
            .ToArray();
        return new ScopeRequest([.. OpenIdScopes.Intersect(values, StringComparer.OrdinalIgnoreCase)], resources);
    }

    /// <summary>
    /// The one resource that the token is for; Microsoft Graph when only OpenID Connect scopes were requested.
    /// </summary>
    /// <exception cref="EntraErrorException">The scopes name several resources.</exception>
    public ResourceScopes SingleResource(TenantDirectory tenant) => Resources switch
    {
        [] => new ResourceScopes(tenant.FindResource(TenantDirectory.GraphUri)!, "", OpenId),
        [var only] => only,
        _ => throw new EntraErrorException(EntraErrors.SeveralResources()),
    };

    private static ResourceScopes Resolve(TenantDirectory tenant, App client, string word)
    {
        var slash = word.LastIndexOf('/');
        var identifier = slash < 0 ? TenantDirectory.GraphUri : word[..slash];
        var name = word[(slash + 1)..];
        if (name.Length == 0)
            throw new EntraErrorException(EntraErrors.ScopeInvalid(word, "the name after the slash is missing."));

        if (tenant.FindResource(identifier) is not { Principal: { } principal } resource)
            throw new EntraErrorException(EntraErrors.ResourceUnknown(identifier, tenant));
        if (!principal.Enabled)
            throw new EntraErrorException(EntraErrors.ResourceDisabled(resource));
        if (name == Default)
            return new ResourceScopes(resource, word[..(slash + 1)], [Default]);

        // Entra ignores case. The response uses the resource's own spelling.
        var scope = resource.Scopes.FirstOrDefault(s => s.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new EntraErrorException(EntraErrors.ScopeUnknown(name, client, resource));
        return new ResourceScopes(resource, word[..(slash + 1)], [scope.Value]);
    }

    private static ResourceScopes Merge(IGrouping<App, ResourceScopes> group)
    {
        string[] names = [.. group.SelectMany(s => s.Names).Distinct()];
        if (names.Length > 1 && names.Contains(Default))
        {
            throw new EntraErrorException(EntraErrors.ScopeInvalid(
                string.Join(' ', names), ".default cannot be combined with named scopes."));
        }

        return new ResourceScopes(group.Key, group.First().Prefix, names);
    }
}

/// <summary>
/// The scopes requested of one resource. <c>Prefix</c> is how the client named it: <c>api://appb/</c>.
/// </summary>
public sealed record ResourceScopes(App Resource, string Prefix, IReadOnlyList<string> Names)
{
    public bool IsDefault => Names is [ScopeRequest.Default];

    /// <summary>The resource as the client named it, without the trailing slash.</summary>
    public string Identifier => Prefix.Length == 0 ? Resource.IdentifierUri ?? Resource.ClientId : Prefix[..^1];

    /// <summary>Whether the granted scopes cover the requested ones. For <c>.default</c>, any grant does.</summary>
    public bool IsCoveredBy(IReadOnlySet<string> granted) => IsDefault ? granted.Count > 0 : Names.All(granted.Contains);
}
