namespace Microsoft.Identity.Web;

/// <summary>Turns an error response into the exception that typed calls throw, with the start of the body.</summary>
internal static class FailedResponse
{
    private const int MaxLength = 4096;

    public static async Task ThrowIfFailedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;

        var body = await ReadStartAsync(response.Content, cancellationToken);
        throw new HttpRequestException(
            $"{(int)response.StatusCode} {response.StatusCode} {body}", inner: null, response.StatusCode);
    }

    private static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is > MaxLength and var length)
            return $"[body of {length} bytes not shown]";

        using var reader = new StreamReader(await content.ReadAsStreamAsync(cancellationToken));
        var buffer = new char[MaxLength];
        var count = await reader.ReadBlockAsync(buffer, cancellationToken);
        var start = new string(buffer, 0, count);
        return count == MaxLength && reader.Peek() >= 0 ? start + "... (truncated)" : start;
    }
}
