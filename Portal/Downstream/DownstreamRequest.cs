using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>One call to a downstream API, whoever's token it carries: within its address, its time and its size.</summary>
internal static class DownstreamRequest
{
    /// <param name="call">Sends the request, which it lets be customized last of all.</param>
    /// <param name="explain">Words for a token that could not be had; null for any other exception.</param>
    /// <exception cref="ProblemException">No token, or no answer.</exception>
    public static async Task<DownstreamResponse> SendAsync(
        string api,
        DownstreamApiSettings limits,
        Func<Action<HttpRequestMessage>, Task<HttpResponseMessage>> call,
        Func<Exception, ApiProblem?> explain,
        CancellationToken cancellationToken)
    {
        HttpRequestMessage? sent = null;
        var budget = new CancellationTokenSource();
        try
        {
            var response = await call(request =>
            {
                StayOn(limits, request);

                // The budget is the API's: getting the token does not use it up.
                budget.CancelAfter(TimeSpan.FromSeconds(limits.TimeoutSeconds));
                sent = request;
            });
            UnbufferedResponseHandler.Restore(response);
            return new DownstreamResponse(api, response, limits.MaxResponseBytes, budget);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            budget.Dispose();

            // Before the request left, what failed was the token; after, the API. Unless the API wanted a better token.
            var problem = sent is null || exception is MsalException or MicrosoftIdentityWebChallengeUserException
                ? explain(exception)
                : CallProblems.Explain(exception, api);
            if (problem is null)
                throw;

            throw new ProblemException(problem, exception) { Sent = SentToken.Of(sent) };
        }
    }

    // The last look before the token leaves: whatever path was composed, it is under the API's own address.
    private static void StayOn(DownstreamApiSettings limits, HttpRequestMessage request)
    {
        var home = new Uri(limits.BaseUrl!.TrimEnd('/') + "/");
        if (request.RequestUri is not { } target || !home.IsBaseOf(target))
            throw new InvalidOperationException("A call would have left the address of its API.");
    }
}
