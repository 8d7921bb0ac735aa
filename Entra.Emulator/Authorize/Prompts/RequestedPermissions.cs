using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// Resolves the permissions that a request asks for. Named scopes are taken as they are. <c>.default</c> means every
/// permission in the app's registration, if nothing has been granted for the resource yet; and, if the client is a
/// known client of the resource, the permissions that the resource needs for its own downstream APIs.
/// </summary>
internal sealed class RequestedPermissions(TenantDirectory tenant, ConsentStore consents)
{
    /// <exception cref="EntraErrorException">The registration does not list the resource.</exception>
    public IReadOnlyList<RequestedPermission> Of(AuthorizeRequest request, UserAccount user) =>
    [
        .. request.Scopes.Resources.SelectMany(r => Of(request.Client, user, r))
            .Concat(OpenId(request, user))
            .DistinctBy(r => r.Consent),
    ];

    private IEnumerable<RequestedPermission> Of(App client, UserAccount user, ResourceScopes scopes)
    {
        if (!scopes.IsDefault)
            return Named(client, user, scopes.Resource, scopes.Names);
        if (consents.Granted(client, user, scopes.Resource).Count > 0)
            return Chain(client, user, scopes.Resource);
        if (!client.Requests.ContainsKey(scopes.Resource.Name))
            throw new EntraErrorException(EntraErrors.ResourceNotListed(client, scopes.Resource));

        return Listed(client, user).Concat(Chain(client, user, scopes.Resource));
    }

    private IEnumerable<RequestedPermission> Listed(App client, UserAccount user) => client.Requests
        .SelectMany(listed => Named(client, user, tenant.FindAppByName(listed.Key)!, listed.Value));

    private IEnumerable<RequestedPermission> Chain(App client, UserAccount user, App resource) =>
        resource.KnownClients.Contains(client.Name) ? Listed(resource, user) : [];

    private IEnumerable<RequestedPermission> Named(App client, UserAccount user, App resource, IEnumerable<string> names)
    {
        var granted = consents.Granted(client, user, resource);
        return
            from name in names
            let scope = resource.Scopes.First(s => s.Value == name)
            select new RequestedPermission(new ConsentScope(client, resource, scope), granted.Contains(name));
    }

    // The OpenID Connect scopes are permissions of Microsoft Graph, and consented to as such.
    private IEnumerable<RequestedPermission> OpenId(AuthorizeRequest request, UserAccount user) =>
        Named(request.Client, user, tenant.FindResource(TenantDirectory.GraphUri)!, request.Scopes.OpenId);
}

internal sealed record RequestedPermission(ConsentScope Consent, bool IsGranted);
