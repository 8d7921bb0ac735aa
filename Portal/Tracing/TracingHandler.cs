using System.Diagnostics;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>A call from one app to the next as a span: who, what, which token, which status, how long.</summary>
internal sealed class TracingHandler(RequestTraces traces, string from, string to) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ApiTrace.LeavesTrace(request.RequestUri?.AbsolutePath))
            return await base.SendAsync(request, cancellationToken);

        using var hop = traces.Start($"{request.Method} {request.RequestUri?.AbsolutePath}", ActivityKind.Client, TraceKinds.Call, from, to);
        TokenTags.Note(hop, TraceTags.Sent, request.Headers.Authorization?.ToString());
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
