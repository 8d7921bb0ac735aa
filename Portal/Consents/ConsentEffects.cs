using System.Globalization;
using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Says what a changed consent breaks, and for whom, before it is changed.</summary>
internal sealed class ConsentEffects(ConsentDirectory directory)
{
    private const int MaxCounted = 999;
    private static readonly string[] SignInScopes = ["openid", "profile", "email", "offline_access", "User.Read"];

    public async Task<IReadOnlyList<string>> SayAsync(
        ConsentContext world,
        ConsentChangeResult report,
        ServicePrincipal resource,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var step = report.Step;
        var said = new List<string>();
        string[] lost = [.. report.Current.Except(step.After)];
        string[] gained = [.. step.After.Except(report.Current)];
        if (lost.Length > 0)
            said.AddRange(await SayLossAsync(world, report, resource, lost, user, cancellationToken));
        if (gained.Length > 0)
            said.Add(await SayGainAsync(report, gained, user, cancellationToken));
        said.AddRange(gained.Select(resource.Describe).Where(s => s.AdministratorOnly)
            .Select(s => $"{s.Value} is one that only administrators can allow."));
        return said;
    }

    private async Task<List<string>> SayLossAsync(
        ConsentContext world,
        ConsentChangeResult report,
        ServicePrincipal resource,
        string[] lost,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var (client, api) = (report.Client.Name, report.Resource.Name);
        var preAuthorized = world.FindApi(resource.Id) is not null && Guid.TryParse(report.Client.Detail, out var app)
            ? (await directory.ReadPreAuthorizedAsync(resource, user, cancellationToken)).Scopes(app, resource)
            : [];
        string[] missing = [.. lost.Where(s => !preAuthorized.Contains(s))];
        if (missing.Length == 0)
            return [$"Nothing breaks: {api} has pre-authorized {client} for {List(lost)} and asks nobody."];

        if (report.Principal is { } one)
        {
            var everyone = await directory.FindGrantAsync(report.Client.Id, resource.Id, principal: null, user, cancellationToken);
            if (missing.All(s => everyone?.Scopes.Contains(s) is true))
                return [$"Nothing breaks for {one.Name}: the consent for everyone covers {List(missing)} too."];
        }

        var said = new List<string> { await SayWhoAsync(report, missing, user, cancellationToken) };
        if (report.Client.Id == world.Self.Id)
            said.Add(SayUse(world, resource, missing));
        said.Add("Tokens issued already stay valid until they run out, up to 90 minutes.");
        said.Add(missing.Select(resource.Describe).Any(s => s.AdministratorOnly)
            ? "Then an administrator is asked again; users cannot allow all of it themselves."
            : $"Then {report.Principal?.Name ?? "each of them"} is asked again, and can allow it again.");
        return said;
    }

    private async Task<string> SayWhoAsync(
        ConsentChangeResult report, string[] missing, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var what = $"can no longer use {List(missing)} of {report.Resource.Name}";
        if (report.Principal is { } one)
            return $"{report.Client.Name} {what} for {one.Name}.";

        var own = await directory.ReadGrantsAsync(
            $"clientId eq '{report.Client.Id}' and resourceId eq '{report.Resource.Id}' and consentType eq '{PermissionGrant.One}'",
            MaxCounted,
            next: null,
            user,
            cancellationToken);
        var kept = own.Value.Count(g => missing.All(g.Scopes.Contains));
        var people = await directory.CountPeopleAsync(user, cancellationToken);
        var atLeast = own.NextLink is null ? "" : "at least ";
        var whose = people is null ? "anybody" : $"{Count(Math.Max(0, people.Value - kept))} of the tenant’s {Count(people.Value)} people";
        return $"{report.Client.Name} {what} for {whose}"
            + (kept == 0 ? "; nobody allowed it himself." : $"; {atLeast}{Count(kept)} allowed it themselves and keep{(kept == 1 ? "s" : "")} it.");
    }

    private static string SayUse(ConsentContext world, ServicePrincipal resource, string[] missing)
    {
        if (resource.Id == world.Self.Id)
            return "The portal needs it to ask its own backend: every page is without data until they sign in again and allow it.";

        if (world.FindApi(resource.Id) is { } api)
        {
            return missing.Intersect(api.AskedNames).Any()
                ? $"The portal needs it for everything that it shows of {api.Name}: all of that ends for them."
                : $"The portal’s settings do not ask for it: nothing that it shows of {api.Name} ends.";
        }

        var purposes = GraphPurpose.All.Where(p => p.Permissions.Intersect(missing).Any()).Select(p => p.Name).ToList();
        if (purposes.Count > 0)
            return $"The portal needs it for its administration pages: {List(purposes)}.";

        return missing.Intersect(SignInScopes).Any()
            ? "It is asked for when somebody signs in: the next sign-in asks again."
            : "The portal’s settings do not ask for it.";
    }

    private async Task<string> SayGainAsync(
        ConsentChangeResult report, string[] gained, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var what = $"{report.Client.Name} can use {List(gained)} of {report.Resource.Name}";
        if (report.Principal is { } one)
            return $"{what} for {one.Name}, who is not asked.";

        var people = await directory.CountPeopleAsync(user, cancellationToken);
        return $"{what} for everyone{(people is { } count ? $", {Count(count)} people" : "")}: nobody is asked any more, "
            + "and what each may do there still depends on his roles.";
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> words) => words.Count switch
    {
        1 => words[0],
        _ => $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}",
    };
}
