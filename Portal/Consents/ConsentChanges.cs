using System.Security.Claims;
using Portal.Audit;
using Portal.Changes;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Changes of consents: previewed, and applied if the consent still has the scopes that were shown.</summary>
internal sealed class ConsentChanges(GraphClient graph, ConsentDirectory directory, ConsentEffects effects)
    : IChangeKind<ConsentStep, ConsentChangeResult>
{
    /// <summary>Previews the effects of a set of changes. Only reads.</summary>
    /// <exception cref="ProblemException">The directory could not be read, or a change is not possible.</exception>
    public async Task<ConsentChangeReport> PreviewAsync(
        ConsentContext context, ConsentChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var results = new List<ConsentChangeResult>();
        foreach (var (result, resource, _) in await ReadAsync(context, set, user, cancellationToken))
        {
            results.Add(result.State == ChangeStates.Ready
                ? result with { Effects = await effects.DescribeAsync(context, result, resource, user, cancellationToken) }
                : result);
        }

        return new ConsentChangeReport(results);
    }

    /// <summary>Compares each change with the current consent in the directory.</summary>
    /// <exception cref="ProblemException">The directory could not be read, or a change is not possible.</exception>
    public async Task<IReadOnlyList<ConsentStep>> ReadAsync(
        ConsentContext context, ConsentChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var names = await directory.FindNamesAsync(
            set.Steps.SelectMany(s => (string?[])[s.Client, s.Principal]).OfType<string>(), user, cancellationToken);
        var results = new List<ConsentStep>();
        var resources = context.Apis.ToDictionary(a => a.Principal.Id, a => a.Principal, StringComparer.Ordinal);
        foreach (var change in set.Steps)
        {
            if (!resources.TryGetValue(change.Resource, out var resource))
            {
                resource = await directory.FindAppAsync(change.Resource, user, cancellationToken)
                    ?? throw Invalid($"The directory has no API {change.Resource}.");
                resources.Add(change.Resource, resource);
            }

            var consent = await FindConsentAsync(change, user, cancellationToken);
            var current = consent?.Scopes ?? [];
            var known = (resource.Oauth2PermissionScopes ?? []).Select(s => s.Value).Concat(current);
            if (change.After.Except(known).FirstOrDefault() is { } unknown)
                throw Invalid($"{resource.DisplayName} has no scope {unknown}.");

            var complete = change with
            {
                After = [.. (change.Adds ? current.Union(change.After) : change.After).Distinct()],
                Before = change.Before ?? current,
                Adds = false,
            };
            var principal = change.Principal is { } person ? names[person] : null;
            var state = StateOf(complete, current);
            var compared = new ConsentChangeResult(
                complete, names[change.Client], resource.Party(), principal, state, current, Effects: []);
            results.Add(new ConsentStep(compared, resource, consent));
        }

        return results;
    }

    public AuditNote Describe(ConsentStep step, string run)
    {
        var compared = step.Compared;
        var (client, resource, principal, after, optional, _) = compared.Step;
        var before = optional ?? [];
        return new AuditNote(
            $"{AuditActions.Consents}.{(after.Count == 0 ? "revoke" : before.Count == 0 ? "grant" : "change")}",
            $"{compared.Client.Name} -> {compared.Resource.Name}, {compared.Principal?.Name ?? "everyone"}",
            $"from [{string.Join(' ', before)}] to [{string.Join(' ', after)}]",
            AuditOutcomes.Intended,
            new AuditChange(run, Consent: new RecordedConsent(client, resource, before, after, principal)));
    }

    public async Task<ConsentChangeResult> ApplyIfUnchangedAsync(
        ConsentStep step,
        IReadOnlyList<ConsentChangeResult> earlier,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var compared = step.Compared;
        if (compared.State != ChangeStates.Ready)
            return compared;

        try
        {
            await WriteAsync(compared.Step, step.Consent, user, cancellationToken);
            return compared with { State = ChangeStates.Done, Current = compared.Step.After };
        }
        catch (ProblemException conflict) when (conflict.Problem.Code is ProblemCodes.Stale or ProblemCodes.NotFound)
        {
            // The consent was created, changed or deleted between the comparison and the write.
            var current = await ReadCurrentAsync(compared.Step, user, cancellationToken);
            return compared with { State = ChangeStates.ChangedByOthers, Current = current };
        }
    }

    public ConsentChangeResult NotApplied(ConsentStep step, string state, ApiProblem? problem) =>
        step.Compared with { State = state, Problem = problem };

    private static string StateOf(ConsentChange change, IReadOnlyList<string> current) =>
        SetEquals(change.After, current) ? ChangeStates.NoChangeNeeded
        : SetEquals(change.Before ?? [], current) ? ChangeStates.Ready
        : ChangeStates.ChangedByOthers;

    private static bool SetEquals(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private Task WriteAsync(
        ConsentChange change, PermissionGrant? consent, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        const string Grants = "oauth2PermissionGrants";
        var scope = string.Join(' ', change.After);
        if (consent is null)
        {
            var created = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["clientId"] = change.Client,
                ["consentType"] = change.Principal is null ? PermissionGrant.Everyone : PermissionGrant.One,
                ["resourceId"] = change.Resource,
                ["scope"] = scope,
            };
            if (change.Principal is { } principal)
                created["principalId"] = principal;

            return graph.PostAsync<PermissionGrant>(GraphPurpose.ChangeConsents, Grants, created, user, cancellationToken);
        }

        var path = $"{Grants}/{Uri.EscapeDataString(consent.Id)}";
        return change.After.Count == 0
            ? graph.DeleteAsync(GraphPurpose.ChangeConsents, path, user, cancellationToken)
            : graph.PatchAsync(GraphPurpose.ChangeConsents, path, new { scope }, user, cancellationToken);
    }

    private Task<PermissionGrant?> FindConsentAsync(
        ConsentChange change, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        directory.FindConsentAsync(change.Client, change.Resource, change.Principal, user, cancellationToken);

    // Null if the directory cannot be read now: that leaves this consent unknown, and no other change of the set.
    private async Task<IReadOnlyList<string>?> ReadCurrentAsync(
        ConsentChange change, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return (await FindConsentAsync(change, user, cancellationToken))?.Scopes ?? [];
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The change is not valid", detail));
}

/// <summary>A change, compared with the current consent.</summary>
/// <param name="Consent">Null if there is none.</param>
internal sealed record ConsentStep(ConsentChangeResult Compared, ServicePrincipal Resource, PermissionGrant? Consent);
