using System.Security.Cryptography;

namespace Entra.Emulator.Tenant;

/// <summary>Validates one app; see <see cref="TenantValidation"/>.</summary>
internal static class AppValidation
{
    public static IEnumerable<TenantProblem> Problems(TenantDirectory tenant, App app, string place) =>
    [
        .. Assignments(tenant, app, $"{place}.principal.assignments"),
        .. Permissions(tenant, app.Requests, a => a.Scopes.Select(s => s.Value), "scope", $"{place}.requests"),
        .. Permissions(tenant, app.RoleRequests, a => a.Roles.Select(r => r.Value), "role", $"{place}.roleRequests"),
        .. Clients(tenant, app, place),
        .. Addresses(app.RedirectUris, $"{place}.redirectUris"),
        .. Addresses(app.PostLogoutRedirectUris, $"{place}.postLogoutRedirectUris"),
        .. Addresses(app.LogoutUri is null ? [] : [app.LogoutUri], $"{place}.logoutUri"),
        .. Certificates(app, place),
        .. Version(app, place),
    ];

    public static IEnumerable<(string Path, Guid Id)> Ids(App app, string place)
    {
        (string, Guid)[] own = [($"{place}.id", app.Id), ($"{place}.objectId", app.ObjectId)];
        return own
            .Concat(app.Principal is null ? [] : [($"{place}.principal.id", app.Principal.Id)])
            .Concat(app.Roles.Select((r, i) => ($"{place}.roles[{i}].id", r.Id)))
            .Concat(app.Scopes.Select((s, i) => ($"{place}.scopes[{i}].id", s.Id)));
    }

    private static IEnumerable<TenantProblem> Assignments(TenantDirectory tenant, App app, string place)
    {
        var assignments = app.Principal?.Assignments ?? [];
        for (var i = 0; i < assignments.Count; i++)
        {
            var (to, role) = assignments[i];
            var isKnown = TenantValidation.IsUser(tenant, to)
                || TenantValidation.IsGroup(tenant, to)
                || tenant.FindAppByName(to)?.Principal is not null;
            if (!isKnown)
                yield return new($"{place}[{i}].to", $"\"{to}\" is not a user, a group or an app with a principal.");
            if (role is not null && app.Roles.All(r => r.Value != role))
                yield return new($"{place}[{i}].role", $"\"{role}\" is not a role of {app.Name}.");
        }
    }

    private static IEnumerable<TenantProblem> Permissions(
        TenantDirectory tenant,
        IReadOnlyDictionary<string, IReadOnlyList<string>> requested,
        Func<App, IEnumerable<string>> offered,
        string kind,
        string place)
    {
        foreach (var (name, values) in requested)
        {
            if (tenant.FindAppByName(name) is not { } resource)
                yield return new(place, $"\"{name}\" is not an app.");
            else if (values.Except(offered(resource)).FirstOrDefault() is { } unknown)
                yield return new($"{place}.{name}", $"\"{unknown}\" is not a {kind} of this app.");
        }
    }

    private static IEnumerable<TenantProblem> Clients(TenantDirectory tenant, App app, string place)
    {
        for (var i = 0; i < app.KnownClients.Count; i++)
        {
            if (tenant.FindAppByName(app.KnownClients[i]) is null)
                yield return new($"{place}.knownClients[{i}]", $"\"{app.KnownClients[i]}\" is not an app.");
        }

        for (var i = 0; i < app.PreAuthorized.Count; i++)
        {
            var (client, scopes) = app.PreAuthorized[i];
            if (tenant.FindAppByName(client) is null)
                yield return new($"{place}.preAuthorized[{i}].client", $"\"{client}\" is not an app.");
            if (scopes.Except(app.Scopes.Select(s => s.Value)).FirstOrDefault() is { } unknown)
                yield return new($"{place}.preAuthorized[{i}].scopes", $"\"{unknown}\" is not a scope of {app.Name}.");
        }
    }

    private static IEnumerable<TenantProblem> Addresses(IReadOnlyList<string> addresses, string place)
    {
        foreach (var uri in addresses)
        {
            if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Fragment.Length > 0)
                yield return new(place, $"\"{uri}\" must be an absolute URI without a fragment.");
        }
    }

    private static IEnumerable<TenantProblem> Certificates(App app, string place)
    {
        for (var i = 0; i < app.Certificates.Count; i++)
        {
            string? problem = null;
            try
            {
                using var certificate = AppCertificate.Read(app.Certificates[i]);
            }
            catch (CryptographicException e)
            {
                problem = $"is not a certificate: {e.Message}";
            }

            if (problem is not null)
                yield return new($"{place}.certificates[{i}]", problem);
        }
    }

    private static IEnumerable<TenantProblem> Version(App app, string place)
    {
        if (app.AccessTokenVersion is not (1 or 2))
            yield return new($"{place}.accessTokenVersion", "must be 1 or 2.");
    }
}
