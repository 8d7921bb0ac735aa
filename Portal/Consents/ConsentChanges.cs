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
    : IChangeKind<ConsentStep, ConsentOutcome>
{
    /// <summary>Previews the effects of a set of changes. Only reads.</summary>
    /// <exception cref="ProblemException">The directory could not be read, or a change is not possible.</exception>
    public async Task<ConsentPreview> PreviewAsync(
        ConsentContext context, ConsentChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var previewed = new List<PlannedConsentChange>();
        foreach (var (planned, resource, _) in await ReadAsync(context, set, user, cancellationToken))
        {
            var sentences = planned.CanApply
                ? await effects.DescribeAsync(context, planned, resource, user, cancellationToken)
                : [];
            previewed.Add(planned with { Effects = sentences });
        }

        return new ConsentPreview(previewed);
    }

    /// <summary>Compares each change with the current consent in the directory.</summary>
    /// <exception cref="ProblemException">The directory could not be read, or a change is not possible.</exception>
    public async Task<IReadOnlyList<ConsentStep>> ReadAsync(
        ConsentContext context, ConsentChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var names = await directory.FindNamesAsync(
            set.Changes.SelectMany(s => (string?[])[s.Client, s.Principal]).OfType<string>(), user, cancellationToken);
        var steps = new List<ConsentStep>();
        var resources = context.Apis.ToDictionary(a => a.Principal.Id, a => a.Principal, StringComparer.Ordinal);
        foreach (var change in set.Changes)
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
            var planned = new PlannedConsentChange(
                complete, names[change.Client], resource.Party(), principal, state, current, Effects: []);
            steps.Add(new ConsentStep(planned, resource, consent));
        }

        return steps;
    }

    public string? OnlyUserOf(ConsentStep step) => step.Planned.Change.Principal;

    public AuditNote Describe(ConsentStep step, string run)
    {
        var planned = step.Planned;
        var change = planned.Change;
        var (before, after) = (change.Before ?? [], change.After);
        return new AuditNote(
            $"{AuditActions.Consents}.{(after.Count == 0 ? "revoke" : before.Count == 0 ? "grant" : "change")}",
            $"{planned.Client.Name} -> {planned.Resource.Name}, {planned.Principal?.Name ?? "everyone"}",
            $"from [{string.Join(' ', before)}] to [{string.Join(' ', after)}]",
            AuditOutcomes.Intended,
            new AuditChange(
                run, Consent: new RecordedConsent(change.Client, change.Resource, before, after, change.Principal)));
    }

    public async Task<ConsentOutcome> ApplyIfUnchangedAsync(
        ConsentStep step, IReadOnlyList<ConsentOutcome> earlier, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var planned = step.Planned;
        var change = planned.Change;
        if (!planned.CanApply)
            return new ConsentOutcome(change, planned.State, planned.Current);

        try
        {
            await WriteAsync(change, step.Consent, user, cancellationToken);
            return new ConsentOutcome(change, ChangeStates.Done, change.After);
        }
        catch (ProblemException conflict) when (conflict.Problem.Code is ProblemCodes.Stale or ProblemCodes.NotFound)
        {
            // The consent was created, changed or deleted between the comparison and the write.
            var current = await ReadCurrentAsync(change, user, cancellationToken);
            return new ConsentOutcome(change, ChangeStates.ChangedByOthers, current);
        }
    }

    public ConsentOutcome NotApplied(ConsentStep step, string state, ApiProblem? problem) =>
        new(step.Planned.Change, state, step.Planned.Current, problem);

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

            return graph.PostAsync<PermissionGrant>(
                GraphPurpose.ChangeConsents, Grants, created, user, cancellationToken);
        }

        var path = $"{Grants}/{Uri.EscapeDataString(consent.Id)}";
        return change.After.Count == 0
            ? graph.DeleteAsync(GraphPurpose.ChangeConsents, path, user, cancellationToken)
            : graph.PatchAsync(GraphPurpose.ChangeConsents, path, new { scope }, user, cancellationToken);
    }

    private Task<PermissionGrant?> FindConsentAsync(
        ConsentChange change, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        directory.FindConsentAsync(change.Client, change.Resource, change.Principal, user, cancellationToken);

    // Null if the directory cannot be read now. That must not stop the other changes of the set.
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
/// <param name="Planned">Without its effects, which only a preview describes.</param>
/// <param name="Consent">The current consent; null if there is none.</param>
internal sealed record ConsentStep(PlannedConsentChange Planned, ServicePrincipal Resource, PermissionGrant? Consent);
