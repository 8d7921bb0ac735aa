using System.Net.Mime;
using Portal.Downstream;

namespace Portal.Data;

/// <summary>The body of a downstream API's response, unchanged, with the headers listed here.</summary>
internal sealed class RowResult(DownstreamResponse downstream) : IResult
{
    private static readonly string[] Headers = ["ETag", "Link", "X-Total-Count", "X-Total", "Total-Count"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = downstream;
        var row = await downstream.ReadJsonAsync(httpContext.RequestAborted);
        var response = httpContext.Response;
        foreach (var name in Headers)
        {
            if (downstream.Response.Headers.TryGetValues(name, out var values))
                response.Headers[name] = values.ToArray();
        }

        response.ContentType = MediaTypeNames.Application.Json;
        response.ContentLength = row.Length;
        await response.Body.WriteAsync(row, httpContext.RequestAborted);
    }
}
