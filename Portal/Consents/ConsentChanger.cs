using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Previews consent changes, and applies them one by one if nothing has changed since the preview.</summary>
internal sealed class ConsentChanger(GraphClient graph, ConsentDirectory directory, ConsentEffects effects)
{
    // These problems affect every step, so later steps are not attempted.
    private static readonly string[] StoppingCodes =
    [
        ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired, ProblemCodes.DirectoryRoleMissing,
        ProblemCodes.DownstreamThrottled, ProblemCodes.DownstreamUnavailable, ProblemCodes.AuthorityUnavailable,
    ];

    public async Task<ConsentChangeReport> PreviewAsync(
        ConsentContext context, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var results = new List<ConsentChangeResult>();
        foreach (var (result, resource, _) in await CompareAsync(context, steps, user, cancellationToken))
        {
            results.Add(result.State == ConsentChangeStates.Ready
                ? result with { Effects = await effects.DescribeAsync(context, result, resource, user, cancellationToken) }
                : result);
        }

        return new ConsentChangeReport(results);
    }

    /// <exception cref="ProblemException">The first change failed with a problem that affects all: nothing was
    /// changed.</exception>
    public async Task<ConsentChangeReport> ApplyAsync(
        ConsentContext context, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var results = new List<ConsentChangeResult>();
        var isStopped = false;
        foreach (var (result, _, consent) in await CompareAsync(context, steps, user, cancellationToken))
        {
            if (result.State != ConsentChangeStates.Ready || isStopped)
            {
                results.Add(result.State == ConsentChangeStates.Ready ? result with { State = ConsentChangeStates.NotAttempted } : result);
                continue;
            }

            try
            {
                await WriteAsync(result.Step, consent, user, cancellationToken);
                results.Add(result with { State = ConsentChangeStates.Applied, Current = result.Step.After });
            }
            catch (ProblemException exception) when (exception.Problem.Code == ProblemCodes.Stale
                || results.Exists(r => r.State == ConsentChangeStates.Applied)
                || !StoppingCodes.Contains(exception.Problem.Code))
            {
                isStopped = StoppingCodes.Contains(exception.Problem.Code);
                results.Add(await RefusedAsync(result, exception.Problem, user, cancellationToken));
            }
        }

        return new ConsentChangeReport(results);
    }

    // Compares each step with the current consent in the directory.
    private async Task<List<(ConsentChangeResult Result, ServicePrincipal Resource, PermissionGrant? Consent)>> CompareAsync(
        ConsentContext context, IReadOnlyList<ConsentChange> steps, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var names = await directory.FindNamesAsync(
            steps.SelectMany(s => (string?[])[s.Client, s.Principal]).OfType<string>(), user, cancellationToken);
        var results = new List<(ConsentChangeResult, ServicePrincipal, PermissionGrant?)>();
        var resources = context.Apis.ToDictionary(a => a.Principal.Id, a => a.Principal, StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!resources.TryGetValue(step.Resource, out var resource))
            {
                resource = await directory.FindAppAsync(step.Resource, user, cancellationToken)
                    ?? throw Invalid($"The directory has no API {step.Resource}.");
                resources.Add(step.Resource, resource);
            }

            var consent = await directory.FindConsentAsync(step.Client, step.Resource, step.Principal, user, cancellationToken);
            var current = consent?.Scopes ?? [];
            var known = (resource.Oauth2PermissionScopes ?? []).Select(s => s.Value).Concat(current);
            if (step.After.Except(known).FirstOrDefault() is { } unknown)
                throw Invalid($"{resource.DisplayName} has no scope {unknown}.");

            var complete = step with
            {
                After = [.. (step.Adds ? current.Union(step.After) : step.After).Distinct()],
                Before = step.Before ?? current,
                Adds = false,
            };
            results.Add((
                new ConsentChangeResult(
                    complete,
                    names[step.Client],
                    resource.Party(),
                    step.Principal is { } principal ? names[principal] : null,
                    StateOf(complete, current),
                    current,
                    []),
                resource,
                consent));
        }

        return results;
    }

    private static string StateOf(ConsentChange step, IReadOnlyList<string> current) =>
        SetEquals(step.After, current) ? ConsentChangeStates.Same
        : SetEquals(step.Before ?? [], current) ? ConsentChangeStates.Ready
        : ConsentChangeStates.Stale;

    private static bool SetEquals(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private Task WriteAsync(ConsentChange step, PermissionGrant? consent, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        const string Grants = "oauth2PermissionGrants";
        var scope = string.Join(' ', step.After);
        if (consent is null)
        {
            var created = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["clientId"] = step.Client,
                ["consentType"] = step.Principal is null ? PermissionGrant.Everyone : PermissionGrant.One,
                ["resourceId"] = step.Resource,
                ["scope"] = scope,
            };
            if (step.Principal is { } principal)
                created["principalId"] = principal;

            return graph.PostAsync<PermissionGrant>(GraphPurpose.ChangeConsents, Grants, created, user, cancellationToken);
        }

        var path = $"{Grants}/{Uri.EscapeDataString(consent.Id)}";
        return step.After.Count == 0
            ? graph.DeleteAsync(GraphPurpose.ChangeConsents, path, user, cancellationToken)
            : graph.PatchAsync(GraphPurpose.ChangeConsents, path, new { scope }, user, cancellationToken);
    }

    private async Task<ConsentChangeResult> RefusedAsync(
        ConsentChangeResult result, ApiProblem problem, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        // The consent was created, changed or deleted between the comparison and the write.
        if (problem.Code is not (ProblemCodes.Stale or ProblemCodes.NotFound))
            return result with { State = ConsentChangeStates.Refused, Problem = problem };

        var step = result.Step;
        var consent = await directory.FindConsentAsync(step.Client, step.Resource, step.Principal, user, cancellationToken);
        return result with { State = ConsentChangeStates.Stale, Current = consent?.Scopes ?? [] };
    }

    private static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The change is not valid", detail));
}
