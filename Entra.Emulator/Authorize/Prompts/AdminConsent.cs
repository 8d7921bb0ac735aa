using Entra.Emulator.OAuth;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>Determines what an administrator is asked to consent to for everyone, and stores the consent.</summary>
internal sealed partial class AdminConsent(
    TenantDirectory tenant, ConsentStore consents, Assignments assignments, ILogger<AdminConsent> logger)
{
    /// <summary>The named scopes; with <c>.default</c> or without any, every permission in the registration.</summary>
    /// <exception cref="EntraErrorException">A scope is not valid.</exception>
    public ConsentRequest CreateRequest(App client, string? scope)
    {
        var requested = ScopeRequest.Parse(tenant, client, scope);
        var includesAll = string.IsNullOrWhiteSpace(scope) || requested.Resources.Any(r => r.IsDefault);
        var named = requested.Resources.Where(r => !r.IsDefault).SelectMany(r => Lines(client, r.Resource, r.Names));
        var listed = includesAll ? client.Requests.SelectMany(r => Lines(client, tenant.FindAppByName(r.Key)!, r.Value)) : [];
        return new ConsentRequest([.. named.Concat(listed).Distinct()])
        {
            Reach = ConsentReach.Everyone,
            Roles = includesAll ? [.. Roles(client)] : [],
        };
    }

    public void Grant(App client, ConsentRequest consentRequest, UserAccount administrator)
    {
        foreach (var line in consentRequest.Scopes)
            consents.Grant(line.Client, user: null, line.Resource, [line.Scope.Value]);
        foreach (var line in consentRequest.Roles)
            assignments.Add(line.Resource.Principal!, line.Role.Id, client.Principal!.Id, PrincipalKind.ServicePrincipal);

        LogGranted(logger, administrator.UserName, client.Name, consentRequest.Scopes.Count, consentRequest.Roles.Count);
    }

    private static IEnumerable<ConsentScope> Lines(App client, App resource, IEnumerable<string> names) =>
        names.Select(name => new ConsentScope(client, resource, resource.Scopes.First(s => s.Value == name)));

    private IEnumerable<ConsentRole> Roles(App client) =>
        from listed in client.RoleRequests
        let resource = tenant.FindAppByName(listed.Key)
        where resource.Principal is not null
        from value in listed.Value
        select new ConsentRole(resource, resource.Roles.First(r => r.Value == value));

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Administrator} granted {Client} {Scopes} delegated and {Roles} application permissions, for everyone")]
    private static partial void LogGranted(ILogger logger, string administrator, string client, int scopes, int roles);
}
