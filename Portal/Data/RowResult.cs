using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Portal.Downstream;

namespace Portal.Data;

/// <summary>One row as the downstream API returned it, with its version (ETag); no other header is forwarded. 304
/// without a body if the caller has that version already.</summary>
/// <param name="place">The property of the response that has the row; null if the response is the row.</param>
internal sealed class RowResult(DownstreamResponse downstream, string? place = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = downstream;
        var response = httpContext.Response;
        var unchanged = downstream.Response.StatusCode == HttpStatusCode.NotModified;
        var row = unchanged ? default : RowIn(await downstream.ReadJsonObjectAsync(httpContext.RequestAborted));
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

    // A response to a change may have the row without its wrapping.
    private ReadOnlyMemory<byte> RowIn(ReadOnlyMemory<byte> body)
    {
        if (place is null)
            return body;

        var json = new Utf8JsonReader(body.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRow = json.ValueTextEquals(place);
            json.Read();
            var start = (int)json.TokenStartIndex;
            var isObject = json.TokenType == JsonTokenType.StartObject;
            json.Skip();
            if (isRow && isObject)
                return body[start..(int)json.BytesConsumed];
        }

        return body;
    }
}
