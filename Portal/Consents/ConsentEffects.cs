using System.Globalization;
using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Describes what a consent change would break or allow, and for whom.</summary>
internal sealed class ConsentEffects(ConsentDirectory directory)
{
    private const int MaxCounted = 999;
    private static readonly string[] SignInScopes = ["openid", "profile", "email", "offline_access", "User.Read"];

    public async Task<IReadOnlyList<string>> DescribeAsync(
        ConsentContext context,
        PlannedConsentChange planned,
        ServicePrincipal resource,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var sentences = new List<string>();
        string[] removed = [.. planned.Current.Except(planned.Change.After)];
        string[] added = [.. planned.Change.After.Except(planned.Current)];
        if (removed.Length > 0)
            sentences.AddRange(await DescribeRemovalAsync(context, planned, resource, removed, user, cancellationToken));
        if (added.Length > 0)
            sentences.Add(await DescribeAdditionAsync(planned, added, user, cancellationToken));

        sentences.AddRange(added.Select(resource.Describe).Where(s => s.AdministratorOnly)
            .Select(s => $"Only an administrator can consent to {s.Value}."));
        return sentences;
    }

    private async Task<List<string>> DescribeRemovalAsync(
        ConsentContext context,
        PlannedConsentChange planned,
        ServicePrincipal resource,
        string[] removed,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var (client, api) = (planned.Client.Name, planned.Resource.Name);
        var preAuthorized = context.FindApi(resource.Id) is not null && Guid.TryParse(planned.Client.Detail, out var app)
            ? (await directory.ReadPreAuthorizedAsync(resource, user, cancellationToken)).Scopes(app, resource)
            : [];
        string[] missing = [.. removed.Where(s => !preAuthorized.Contains(s))];
        if (missing.Length == 0)
            return [$"No effect: {api} pre-authorizes {client} for {List(removed)}, so no consent is needed."];

        if (planned.Principal is { } person)
        {
            var everyone = await directory.FindConsentAsync(
                planned.Client.Id, resource.Id, principal: null, user, cancellationToken);
            if (missing.All(s => everyone?.Scopes.Contains(s) is true))
                return [$"No effect for {person.Name}: the consent for everyone also covers {List(missing)}."];
        }

        var sentences = new List<string> { await DescribeAffectedUsersAsync(planned, missing, user, cancellationToken) };
        if (planned.Client.Id == context.Self.Id)
            sentences.Add(DescribeUse(context, resource, missing));
        sentences.Add("Tokens already issued stay valid until they expire: usually within 90 minutes, for some clients within a day or more.");
        sentences.Add(missing.Select(resource.Describe).Any(s => s.AdministratorOnly)
            ? "To use it again, an administrator has to consent: users cannot consent to all of these scopes themselves."
            : $"After that, {planned.Principal?.Name ?? "each of these users"} is prompted for consent again, if the tenant allows users to consent.");
        return sentences;
    }

    private async Task<string> DescribeAffectedUsersAsync(
        PlannedConsentChange planned, string[] missing, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var effect = $"{planned.Client.Name} can no longer use {List(missing)} of {planned.Resource.Name} on behalf of";
        if (planned.Principal is { } person)
            return $"{effect} {person.Name}.";

        var individual = await directory.ReadConsentsAsync(
            $"clientId eq '{planned.Client.Id}' and resourceId eq '{planned.Resource.Id}' "
                + $"and consentType eq '{PermissionGrant.One}'",
            MaxCounted,
            next: null,
            user,
            cancellationToken);
        var kept = individual.Value.Count(g => missing.All(g.Scopes.Contains));
        var total = await directory.CountUsersAsync(user, cancellationToken);
        var affected = total is null
            ? "any user"
            : $"{Number(Math.Max(0, total.Value - kept))} of the tenant’s {Number(total.Value)} users";
        var atLeast = individual.NextLink is null ? "" : "at least ";
        return kept == 0
            ? $"{effect} {affected}. No individual consent covers all of it."
            : $"{effect} {affected}; {atLeast}{Number(kept)} {KeepConsent(kept)}.";
    }

    private static string KeepConsent(int users) =>
        users == 1 ? "user consented individually and keeps it" : "users consented individually and keep it";

    private static string DescribeUse(ConsentContext context, ServicePrincipal resource, string[] missing)
    {
        if (resource.Id == context.Self.Id)
        {
            return "The portal needs it to call its own backend: without it, its pages show no data until the affected users sign in "
                + "again and there is consent.";
        }

        if (context.FindApi(resource.Id) is { } api)
        {
            return missing.Intersect(api.ScopeNames).Any()
                ? $"The portal needs it for all data from {api.Name}: the affected users no longer see any."
                : $"The portal’s settings do not list it, so data from {api.Name} is not affected.";
        }

        var purposes = GraphPurpose.All.Where(p => p.Permissions.Intersect(missing).Any()).Select(p => p.Name).ToList();
        if (purposes.Count > 0)
            return $"The portal needs it for its administration pages: {List(purposes)}.";

        return missing.Intersect(SignInScopes).Any()
            ? "The portal requests it at sign-in: the next sign-in prompts for consent again."
            : "The portal’s settings do not list it.";
    }

    private async Task<string> DescribeAdditionAsync(
        PlannedConsentChange planned, string[] added, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var effect = $"{planned.Client.Name} can use {List(added)} of {planned.Resource.Name} on behalf of";
        if (planned.Principal is { } person)
            return $"{effect} {person.Name}, without a prompt for consent.";

        var total = await directory.CountUsersAsync(user, cancellationToken);
        var users = total is { } count ? $"all {Number(count)} users" : "all users";
        return $"{effect} {users}. There is no prompt for consent. "
            + "What each user may do there still depends on their roles.";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        _ => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
    };
}
