using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Changes consents one by one, each only if it is still what was shown; or says what doing so would mean.</summary>
internal sealed class ConsentChanger(GraphClient graph, ConsentDirectory directory, ConsentEffects effects)
{
    // These hold for every step alike: the rest is not tried.
    private static readonly string[] Final =
    [
        ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired, ProblemCodes.DirectoryRoleMissing,
        ProblemCodes.DownstreamThrottled, ProblemCodes.DownstreamUnavailable, ProblemCodes.AuthorityUnavailable,
    ];

    public async Task<ConsentChangeReport> PreviewAsync(
        ConsentContext world, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var reports = new List<ConsentChangeResult>();
        foreach (var (report, resource, _) in await LookAsync(world, steps, user, cancellationToken))
        {
            reports.Add(report.State == ConsentChangeStates.Ready
                ? report with { Effects = await effects.SayAsync(world, report, resource, user, cancellationToken) }
                : report);
        }

        return new ConsentChangeReport(reports);
    }

    /// <exception cref="ProblemException">The first change was refused for a reason that holds for all: nothing was changed.</exception>
    public async Task<ConsentChangeReport> ApplyAsync(
        ConsentContext world, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var reports = new List<ConsentChangeResult>();
        var over = false;
        foreach (var (report, _, grant) in await LookAsync(world, steps, user, cancellationToken))
        {
            if (report.State != ConsentChangeStates.Ready || over)
            {
                reports.Add(over && report.State == ConsentChangeStates.Ready ? report with { State = ConsentChangeStates.NotTried } : report);
                continue;
            }

            try
            {
                await WriteAsync(report.Step, grant, user, cancellationToken);
                reports.Add(report with { State = ConsentChangeStates.Applied, Current = report.Step.After });
            }
            catch (ProblemException exception) when (exception.Problem.Code == ProblemCodes.Stale || reports.Exists(r => r.State == ConsentChangeStates.Applied)
                || !Final.Contains(exception.Problem.Code))
            {
                over = Final.Contains(exception.Problem.Code);
                reports.Add(await RefusedAsync(report, exception.Problem, user, cancellationToken));
            }
        }

        return new ConsentChangeReport(reports);
    }

    private async Task<List<(ConsentChangeResult Report, ServicePrincipal Resource, PermissionGrant? Grant)>> LookAsync(
        ConsentContext world, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var names = await directory.NameAsync(
            steps.SelectMany(s => (string?[])[s.Client, s.Principal]).OfType<string>(), user, cancellationToken);
        var seen = new List<(ConsentChangeResult, ServicePrincipal, PermissionGrant?)>();
        var resources = world.Apis.ToDictionary(a => a.Principal.Id, a => a.Principal, StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!resources.TryGetValue(step.Resource, out var resource))
            {
                resource = await directory.FindAppAsync(step.Resource, user, cancellationToken)
                    ?? throw Invalid($"The directory has no API {step.Resource}.");
                resources.Add(step.Resource, resource);
            }

            var grant = await directory.FindGrantAsync(step.Client, step.Resource, step.Principal, user, cancellationToken);
            var current = grant?.Scopes ?? [];
            if (step.After.Except(current).FirstOrDefault(s => resource.Oauth2PermissionScopes?.Any(o => o.Value == s) is not true) is { } unknown)
                throw Invalid($"{resource.DisplayName} has no permission {unknown}.");

            var whole = step with
            {
                After = [.. (step.Adds ? current.Union(step.After) : step.After).Distinct()],
                Before = step.Before ?? current,
                Adds = false,
            };
            seen.Add((
                new ConsentChangeResult(
                    whole,
                    names[step.Client],
                    resource.Party(),
                    step.Principal is { } principal ? names[principal] : null,
                    StateOf(whole, current),
                    current,
                    []),
                resource,
                grant));
        }

        return seen;
    }

    private static string StateOf(ConsentChange step, IReadOnlyList<string> current) =>
        SetEquals(step.After, current) ? ConsentChangeStates.Same
        : SetEquals(step.Before ?? [], current) ? ConsentChangeStates.Ready
        : ConsentChangeStates.Stale;

    private static bool SetEquals(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private Task WriteAsync(ConsentChange step, PermissionGrant? grant, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        const string Set = "oauth2PermissionGrants";
        var scope = string.Join(' ', step.After);
        if (grant is null)
        {
            var made = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["clientId"] = step.Client,
                ["consentType"] = step.Principal is null ? PermissionGrant.Everyone : PermissionGrant.One,
                ["resourceId"] = step.Resource,
                ["scope"] = scope,
            };
            if (step.Principal is { } principal)
                made["principalId"] = principal;

            return graph.PostAsync<PermissionGrant>(GraphPurpose.ChangeConsents, Set, made, user, cancellationToken);
        }

        var path = $"{Set}/{Uri.EscapeDataString(grant.Id)}";
        return step.After.Count == 0
            ? graph.DeleteAsync(GraphPurpose.ChangeConsents, path, user, cancellationToken)
            : graph.PatchAsync(GraphPurpose.ChangeConsents, path, new { scope }, user, cancellationToken);
    }

    private async Task<ConsentChangeResult> RefusedAsync(
        ConsentChangeResult report, ApiProblem problem, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        // Made, changed or gone between the look and the write: then it is the same story as before the look.
        if (problem.Code is not (ProblemCodes.Stale or ProblemCodes.NotFound))
            return report with { State = ConsentChangeStates.Refused, Problem = problem };

        var step = report.Step;
        var grant = await directory.FindGrantAsync(step.Client, step.Resource, step.Principal, user, cancellationToken);
        return report with { State = ConsentChangeStates.Stale, Current = grant?.Scopes ?? [] };
    }

    private static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The change is none that can be made", detail));
}
