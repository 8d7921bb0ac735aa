using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Portal.Metrics;

namespace Portal.Downstream.Resilience;

/// <summary>Sends the requests of an HTTP client through the pipeline of its API, and measures them.</summary>
internal sealed class ApiPipelineHandler(ApiPipeline pipeline, PortalMetrics metrics) : ResilienceHandler(pipeline.Strategies)
{
    /// <exception cref="CallNotSentException">Calls are paused, or too many are in progress.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        pipeline.Start(request);
        var outcome = CallOutcome.Failed;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            outcome = CallOutcome.Of(response);
            return response;
        }
        catch (BrokenCircuitException exception)
        {
            outcome = CallOutcome.NotSent;
            throw new CallNotSentException(pipeline.PauseLeft, exception);
        }
        catch (RateLimiterRejectedException exception)
        {
            outcome = CallOutcome.NotSent;
            throw new CallNotSentException(after: null, exception);
        }
        catch (Exception exception)
        {
            outcome = pipeline.HasTimedOut(request, exception) ? CallOutcome.Timeout : CallOutcome.Of(exception);
            throw;
        }
        finally
        {
            metrics.CallEnded(pipeline.Api, outcome, pipeline.Elapsed(request));
        }
    }
}
