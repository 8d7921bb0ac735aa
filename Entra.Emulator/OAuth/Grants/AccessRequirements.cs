using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Checks whether a user may use an app and its resources: account, assignment and policies. Consent is checked later.
/// </summary>
internal sealed class AccessRequirements(AccessPolicies policies, EffectiveAccess membership)
{
    /// <summary>The reason for a refusal, or null.</summary>
    public EntraError? FindError(App client, UserAccount user, IReadOnlyList<App> resources)
    {
        if (!user.Enabled)
            return EntraErrors.AccountDisabled(user);

        var unassigned = resources.Prepend(client)
            .FirstOrDefault(app => app.Principal is { AssignmentRequired: true } && !membership.IsAssigned(user, app));
        if (unassigned is not null)
            return EntraErrors.AssignmentMissing(user, unassigned);

        var block = resources.SelectMany(r => policies.For(user, r)).FirstOrDefault(p => p.Control == PolicyControl.Block);
        return block is null ? null : EntraErrors.Blocked(block);
    }

    /// <summary>The required authentication contexts that the sign-in has not satisfied.</summary>
    public IEnumerable<RequiredAuthenticationContext> MissingAuthenticationContexts(
        UserAccount user, SignIn signIn, App client, IEnumerable<App> resources, IEnumerable<string> contexts)
    {
        var requested = contexts.Select(context => new RequiredAuthenticationContext(context, client, PolicyControl.Confirm));
        var byPolicy =
            from resource in resources
            from policy in policies.For(user, resource)
            where policy.Control != PolicyControl.Block
            select new RequiredAuthenticationContext(policy.Requires, resource, policy.Control);
        return byPolicy.Concat(requested).ExceptBy(signIn.Contexts, d => d.Context);
    }
}

/// <summary>A required authentication context and the app that requires it.</summary>
internal sealed record RequiredAuthenticationContext(string Context, App By, PolicyControl Control)
{
    public EntraError Error => EntraErrors.ConfirmationNeeded(By, Context, Control);
}
