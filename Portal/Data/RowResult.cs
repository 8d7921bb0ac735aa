using System.Net;
using System.Net.Mime;
using Portal.Downstream;

namespace Portal.Data;

/// <summary>One row as the downstream API returned it, with its version (ETag); no other header is forwarded. 304
/// without a body if the caller has that version already.</summary>
internal sealed class RowResult(DownstreamResponse downstream) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = downstream;
        var response = httpContext.Response;
        var unchanged = downstream.Response.StatusCode == HttpStatusCode.NotModified;
        var row = unchanged ? default : await downstream.ReadJsonObjectAsync(httpContext.RequestAborted);
        if (downstream.Response.Headers.TryGetValues("ETag", out var versions))
            response.Headers.ETag = versions.ToArray();

        if (unchanged)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = MediaTypeNames.Application.Json;
        response.ContentLength = row.Length;
        await response.Body.WriteAsync(row, httpContext.RequestAborted);
    }
}
