using System.Security.Claims;
using AccessContract;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Access;
using Portal.Downstream;

namespace Portal.Access;

/// <summary>What the caller can do with each downstream API, and what is missing.</summary>
internal static class AccessEndpoints
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddScoped<AccessReader>();
        services.AddScoped<TokenInspector>();
        services.AddScoped<RefusalExplainer>();
    }

    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapGet("/access", GetAccess).WithSummary("What the caller can do with each downstream API, and what is missing.");
        api.MapGet("/access/now", GetAccessNow).WithSummary("The same, with newly issued tokens instead of cached ones.");
    }

    private static async Task<Ok<AccessReport>> GetAccess(
        HttpContext context, DownstreamApis apis, AccessReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ReadAsync(context, apis, reader, fresh: false, cancellationToken));

    private static async Task<Ok<AccessReport>> GetAccessNow(
        HttpContext context, DownstreamApis apis, AccessReader reader, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(context, apis, reader, fresh: true, cancellationToken);

        // After a consent is withdrawn, tokens issued earlier must not be used until they expire.
        if (report.Apis.Any(a => a.State == ApiAccessState.ConsentMissing))
            await cache.ForgetExchangesAsync(context.User);

        return TypedResults.Ok(report);
    }

    private static async Task<AccessReport> ReadAsync(
        HttpContext context, DownstreamApis apis, AccessReader reader, bool fresh, CancellationToken cancellationToken)
    {
        var reports = new List<ApiAccess>();
        foreach (var name in apis.Names)
            reports.Add(await reader.ReadAsync(name, fresh, context, cancellationToken));

        return new AccessReport(
            context.User.FindFirstValue("name") ?? context.User.FindFirstValue("preferred_username") ?? "",
            TokenFacts.Read([.. context.User.Claims]).Scopes,
            reports);
    }
}
