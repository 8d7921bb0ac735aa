using AccessContract.AspNetCore;
using AppB.Sample.Contract;
using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;
using ServiceDefaults.LoopbackAuthority;

namespace AppB.Sample.Access;

/// <summary>Configures whose tokens AppB accepts, and its responses to all other requests.</summary>
internal static class AccessRegistration
{
    private const string AzureAd = "AzureAd";
    private const string StepUp = "StepUp";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var azureAd = builder.Configuration.GetSection(AzureAd);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(azureAd);
        builder.AddLoopbackAuthority();
        builder.AddRevocations();
        builder.Services.AddAccessContract(azureAd, contract =>
        {
            contract.Name = "AppB";
            contract.DocumentationPath = PublishedContract.Route;
            contract.Describe(AccessRules.ScopeDescriptions, AccessRules.RoleDescriptions);
            builder.Configuration.GetSection(StepUp).Bind(contract.StepUp);
            contract.WriteProblem = (context, problem) =>
                AccessProblem.WriteAsync(context, problem with { Type = Problem.TypeOf(problem.Code) });
        });
    }
}
