using AccessContract.AspNetCore;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Auth;

/// <summary>The access contract of <c>/api</c>: which tokens it accepts, and its refusals as <see cref="ApiProblem"/>.</summary>
internal static class ApiBearer
{
    public static void AddApiBearer(this WebApplicationBuilder builder) => builder.Services.AddAccessContract(
        builder.Configuration.GetSection(AzureAdSettings.SectionName),
        contract =>
        {
            contract.Name = "The portal";
            contract.Describe(PortalRules.ScopeDescriptions, PortalRules.RoleDescriptions);
            contract.WriteProblem = (context, problem) => ProblemResponse.WriteAsync(context, Problem(problem));
        });

    private static ApiProblem Problem(AccessProblem problem) =>
        new(problem.Code, problem.Status, problem.Title, problem.Detail, Access: Refused(problem));

    // Without a valid token there is nothing to compare.
    private static RefusedAccess? Refused(AccessProblem problem) => problem is { Required: { } required, Presented: { } presented }
        ? new RefusedAccess(required, presented, problem.Failed ?? [])
        : null;
}
