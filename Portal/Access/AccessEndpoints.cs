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
        services.AddHttpClient(PublishedKeys.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(3);
            client.MaxResponseContentBufferSize = 1024 * 1024;
        });
        services.AddSingleton<PublishedKeys>();
        services.AddSingleton<SignatureVerifier>();
        services.AddSingleton<KnownIds>();
        services.AddScoped<TokenViews>();
        services.AddScoped<ApiRulesReader>();
        services.AddScoped<AccessReader>();
        services.AddScoped<RefusalExplainer>();
    }

    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapGet("/access", GetTokens).WithSummary("Each downstream API's checks of the caller's tokens, and the tokens, decoded.");
        api.MapGet("/tokens", GetTokens).WithSummary("The same, under the address of the page that shows the tokens.");
        api.MapGet("/access/summary", GetSummary)
            .WithSummary("What the caller can do with each downstream API, and for each refusal the check that fails.");
        api.MapGet("/access/now", GetSummaryNow).WithSummary("The summary with newly issued tokens instead of cached ones.");
    }

    private static async Task<Ok<AccessReport>> GetSummary(
        HttpContext context, AccessReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.SummarizeAsync(
            PortalToken(context), context.Request.WantsFreshTokens(), context, cancellationToken));

    private static async Task<Ok<TokenReport>> GetTokens(
        HttpContext context, AccessReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadTokensAsync(
            PortalToken(context), context.Request.WantsFreshTokens(), context, cancellationToken));

    private static async Task<Ok<AccessReport>> GetSummaryNow(
        HttpContext context, AccessReader reader, UserTokenCache cache, CancellationToken cancellationToken)
    {
        var report = await reader.SummarizeAsync(PortalToken(context), fresh: true, context, cancellationToken);

        // After a consent is withdrawn, tokens issued earlier must not be used until they expire.
        if (report.Apis.Any(a => a.State == ApiAccessState.ConsentMissing))
            await cache.ForgetExchangesAsync(context.User);

        return TypedResults.Ok(report);
    }

    // Read from the header: the principal also has claims that the library added.
    private static TokenContent PortalToken(HttpContext context) =>
        DecodedToken.OfHeader(context.Request.Headers.Authorization, SignatureEvidence.Validated)
            ?? TokenContent.Unreadable;
}
