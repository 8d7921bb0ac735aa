using Portal.Contracts.Problems;
using Portal.Downstream.Resilience;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>One call to a downstream API with a user's or an app-only token: checks its address and limits its time and size.</summary>
internal static class DownstreamRequest
{
    /// <param name="call">Sends the request; it must run the given action on it last.</param>
    /// <param name="explain">Explains why no token was issued; null for any other exception.</param>
    /// <exception cref="ProblemException">No token, or no response.</exception>
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
                CheckAddress(limits, request);

                // The time limit applies to the API, not to getting the token.
                budget.CancelAfter(TimeSpan.FromSeconds(limits.TimeoutSeconds));
                sent = request;
            });
            UnbufferedResponseHandler.Restore(response);
            return new DownstreamResponse(api, response, limits.MaxResponseBytes, budget);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            budget.Dispose();

            // A failure before the request is sent is a token problem; after that, it is the API's, except for claims challenges.
            var problem = sent is null || TokenProblems.IsAboutToken(exception)
                ? explain(exception)
                : CallProblems.Explain(exception, api);
            if (problem is null)
                throw;

            throw new ProblemException(problem, exception)
            {
                Sent = exception is CallNotSentException ? null : SentToken.Of(sent),
            };
        }
    }

    // The last check before the token is sent: the URL must be under the API's base address.
    private static void CheckAddress(DownstreamApiSettings limits, HttpRequestMessage request)
    {
        if (request.RequestUri is not { } target || !limits.Home.IsBaseOf(target))
            throw new InvalidOperationException("The URL of the call is outside the base address of its API.");
    }
}
