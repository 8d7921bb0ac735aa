using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>Writes changes of consents down before and after: whatever breaks, the trail says what was tried.</summary>
internal sealed class GrantTrail(AuditLog audit)
{
    public async Task IntendAsync(GrantSteps asked, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        foreach (var step in asked.Steps)
        {
            var target = $"{step.Client} -> {step.Resource}, {step.Principal ?? "everyone"}";
            await audit.AppendAsync(
                AdminActor.Of(user), ActionOf(step), target, DetailOf(step), AuditOutcomes.Intended, cancellationToken);
        }
    }

    public async Task ConcludeAsync(GrantReport report, ClaimsPrincipal user)
    {
        foreach (var done in report.Steps)
        {
            var target = $"{done.Client.Name} -> {done.Resource.Name}, {done.Principal?.Name ?? "everyone"}";
            var came = done.Problem is { } problem ? $"{done.State}: {problem.Code}" : done.State;
            await audit.AppendAsync(
                AdminActor.Of(user), ActionOf(done.Step), target, DetailOf(done.Step), came, CancellationToken.None);
        }
    }

    private static string ActionOf(GrantStep step) => step switch
    {
        { After.Count: 0 } => "consent.revoke",
        { Before: null or { Count: 0 } } => "consent.grant",
        _ => "consent.change",
    };

    private static string DetailOf(GrantStep step) =>
        $"from [{string.Join(' ', step.Before ?? [])}] to [{string.Join(' ', step.After)}]";
}
