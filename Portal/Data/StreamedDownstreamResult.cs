using System.Net.Mime;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Data;

/// <summary>
/// Streams a downstream API's response to the caller without inspecting it. Only the headers listed here are forwarded.
/// </summary>
internal sealed class StreamedDownstreamResult(DownstreamResponse downstream) : IResult
{
    private static readonly string[] Headers = ["ETag", "Link", "X-Total-Count", "X-Total", "Total-Count"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = downstream;
        var cancellation = httpContext.RequestAborted;
        if (!downstream.Response.IsSuccessStatusCode)
            throw new ProblemException(await ErrorResponseReader.ReadAsync(downstream.Response, downstream.Api, cancellation));

        var type = downstream.Response.Content.Headers.ContentType?.MediaType;
        if (type is not MediaTypeNames.Application.Json)
            throw new ProblemException(ErrorResponseReader.Unexpected(downstream.Api, type ?? "no content type"));

        // A failure up to here still becomes a problem response; most responses are complete by now.
        var beginning = await downstream.ReadBeginningAsync(cancellation);
        CopyHeaders(httpContext.Response);
        httpContext.Response.ContentType = MediaTypeNames.Application.Json;
        await httpContext.Response.Body.WriteAsync(beginning, cancellation);
        try
        {
            await downstream.CopyRestAsync(httpContext.Response.BodyWriter, cancellation);
        }
        catch (ProblemException)
        {
            // The status is already sent. Aborting is the only way to signal that the response is incomplete.
            httpContext.Abort();
        }
    }

    private void CopyHeaders(HttpResponse response)
    {
        foreach (var name in Headers)
        {
            if (downstream.Response.Headers.TryGetValues(name, out var values))
                response.Headers[name] = values.ToArray();
        }
    }
}
