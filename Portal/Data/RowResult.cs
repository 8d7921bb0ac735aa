using System.Net.Mime;
using Portal.Downstream;

namespace Portal.Data;

/// <summary>One row as the downstream API returned it, with its version (ETag); no other header is forwarded.</summary>
internal sealed class RowResult(DownstreamResponse downstream) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = downstream;
        var row = await downstream.ReadJsonAsync(httpContext.RequestAborted);
        var response = httpContext.Response;
        if (downstream.Response.Headers.TryGetValues("ETag", out var versions))
            response.Headers.ETag = versions.ToArray();

        response.ContentType = MediaTypeNames.Application.Json;
        response.ContentLength = row.Length;
        await response.Body.WriteAsync(row, httpContext.RequestAborted);
    }
}
