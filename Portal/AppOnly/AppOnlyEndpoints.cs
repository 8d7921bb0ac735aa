using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Auth;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Tokens;
using Portal.Data;
using Portal.Downstream;

namespace Portal.AppOnly;

/// <summary>
/// Compares a call on behalf of the user with the same call as the application. The result shows each outcome and the
/// number of rows, but no rows.
/// </summary>
internal static class AppOnlyEndpoints
{
    public static void AddAppOnly(this IServiceCollection services) => services.AddScoped<CallerComparer>();

    public static void MapAppOnly(this IEndpointRouteBuilder api)
    {
        var application = api.MapGroup("/application/{api}");
        application.MapGet("", GetToken).WithSummary("The portal's own token for the API, decoded and checked against the API's validations.");
        application.MapGet("/{view}", CompareCalls)
            .WithSummary("Makes the same call on behalf of the caller and as the application, and returns both outcomes without rows.");
        application.MapPost("/assertion", TryAssertion)
            .WithSummary("Sends the authority an on-behalf-of request whose assertion has no user, and returns the response.");
    }

    private static async Task<Ok<AppOnlyToken>> GetToken(
        string api,
        HttpContext context,
        ViewFinder views,
        AppOnlyCall application,
        AccessReader reader,
        TokenViews tokens,
        CancellationToken cancellationToken)
    {
        var name = views.FindApi(api);
        var token = await application.DecodeTokenAsync(name, context.Request.WantsFreshTokens(), cancellationToken);
        return TypedResults.Ok(new AppOnlyToken(
            tokens.Create(TokenHops.OfApplication(name), token),
            await reader.CheckAsync(name, token, problem: null, context, cancellationToken)));
    }

    private static async Task<Ok<CallerComparison>> CompareCalls(
        string api,
        string view,
        HttpContext context,
        ViewFinder views,
        CallerComparer comparer,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);

        // The comparison should show the current state, so the page can bypass the token caches.
        return TypedResults.Ok(await comparer.CompareAsync(
            name, found, context.Request.WantsFreshTokens(), context, cancellationToken));
    }

    private static async Task<Ok<AssertionTrialResult>> TryAssertion(
        string api,
        ViewFinder views,
        AppOnlyCall application,
        TokenViews tokens,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        var name = views.FindApi(api);
        var trial = await application.TryOnBehalfOfAsync(name, $"{azureAd.Value.ClientId}", cancellationToken);
        return TypedResults.Ok(new AssertionTrialResult(
            name,
            tokens.Create(TokenHops.OfApplication("portal"), trial.Offered),
            trial.Refused,
            trial.ErrorCode,
            trial.Error,
            Explain(trial),
            trial.CorrelationId,
            trial.TraceId));
    }

    private static string Explain(AssertionTrial trial) => trial.Refused
        ? "The portal got this assertion from the same sign-in service, for the portal itself. It lacks a user, so there is nobody "
            + "on whose behalf a token could be issued."
        : "This sign-in service accepted it. Entra ID refuses an assertion without a user, so do not rely on it.";
}
