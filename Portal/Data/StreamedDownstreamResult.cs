using System.Net.Mime;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Data;

/// <summary>
/// Passes an answer of a downstream API to the caller while it arrives, unread. Of its headers only those listed here
/// go along.
/// </summary>
internal sealed class StreamedDownstreamResult(DownstreamResponse answer) : IResult
{
    private static readonly string[] Headers = ["ETag", "Link", "X-Total-Count", "X-Total", "Total-Count"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = answer;
        var cancellation = httpContext.RequestAborted;
        if (!answer.Response.IsSuccessStatusCode)
            throw new ProblemException(await ErrorResponseReader.ReadAsync(answer.Response, answer.Api, cancellation));

        var type = answer.Response.Content.Headers.ContentType?.MediaType;
        if (type is not MediaTypeNames.Application.Json)
            throw new ProblemException(ErrorResponseReader.Unexpected(answer.Api, type ?? "no content type"));

        // Whatever fails so far still gets its words; most answers are complete by now.
        var beginning = await answer.ReadBeginningAsync(cancellation);
        CopyHeaders(httpContext.Response);
        httpContext.Response.ContentType = MediaTypeNames.Application.Json;
        await httpContext.Response.Body.WriteAsync(beginning, cancellation);
        try
        {
            await answer.CopyRestAsync(httpContext.Response.BodyWriter, cancellation);
        }
        catch (ProblemException)
        {
            // The status has left. Breaking off is the one way to say that what came is not all.
            httpContext.Abort();
        }
    }

    private void CopyHeaders(HttpResponse response)
    {
        foreach (var name in Headers)
        {
            if (answer.Response.Headers.TryGetValues(name, out var values))
                response.Headers[name] = values.ToArray();
        }
    }
}
