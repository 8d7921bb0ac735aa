using System.Diagnostics;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>Records a call between apps as a span: caller, request, token, status and duration.</summary>
internal sealed class TracingHandler(RequestTraces traces, string from, string to) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ApiTrace.IsTraced(request.RequestUri?.AbsolutePath))
            return await base.SendAsync(request, cancellationToken);

        using var hop = traces.Start($"{request.Method} {request.RequestUri?.AbsolutePath}", ActivityKind.Client, TraceKinds.Call, from, to);
        TokenTags.Add(hop, TraceTags.Sent, request.Headers.Authorization?.ToString());
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            hop?.SetTag(TraceTags.Status, (int)response.StatusCode);
            return response;
        }
        catch (Exception exception)
        {
            hop?.SetTag(TraceTags.Error, exception.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
