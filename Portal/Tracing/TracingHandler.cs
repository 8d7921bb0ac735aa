using System.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>Records a call between apps as a span: caller, request, token, status and duration.</summary>
internal sealed class TracingHandler(RequestTraces traces, string from, string to) : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<Activity> Hop = new(nameof(TracingHandler));

    /// <summary>Adds to the span of a call why it failed, which is known after its response was read.</summary>
    public static void AddProblem(HttpResponseMessage response, ApiProblem problem)
    {
        if (response.RequestMessage?.Options.TryGetValue(Hop, out var hop) is true)
            ProblemTags.Add(hop, problem);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (traces.IsSuppressed || !ApiTrace.IsTraced(request.RequestUri?.AbsolutePath))
            return await base.SendAsync(request, cancellationToken);

        using var hop = traces.Start($"{request.Method} {request.RequestUri?.AbsolutePath}", ActivityKind.Client, TraceKinds.Call, from, to);
        TokenTags.Add(hop, TraceTags.Sent, request.Headers.Authorization?.ToString());
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            hop?.SetTag(TraceTags.Status, (int)response.StatusCode);
            if (hop is not null && !response.IsSuccessStatusCode)
                request.Options.Set(Hop, hop);
            return response;
        }
        catch (Exception exception)
        {
            hop?.SetTag(TraceTags.Error, exception.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
