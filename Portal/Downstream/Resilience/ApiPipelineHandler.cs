using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace Portal.Downstream.Resilience;

/// <summary>Sends the requests of an HTTP client through the pipeline of its API.</summary>
internal sealed class ApiPipelineHandler(ApiPipeline pipeline) : ResilienceHandler(pipeline.Strategies)
{
    /// <exception cref="CallNotSentException">Calls are paused, or too many are in progress.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        pipeline.Start(request);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new CallNotSentException(pipeline.PauseLeft, exception);
        }
        catch (RateLimiterRejectedException exception)
        {
            throw new CallNotSentException(after: null, exception);
        }
    }
}
