using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>Checks the text of JSON bodies before an endpoint reads them, see <see cref="StrictJson.CheckText"/>.</summary>
public static class JsonBodies
{
    /// <summary>
    /// A body that is too long or not readable throws a <see cref="BadHttpRequestException"/>, as if the endpoint had read it.
    /// </summary>
    /// <param name="maxBytes">The longest body.</param>
    public static void UseJsonBodyCheck(this IApplicationBuilder app, int maxBytes) => app.Use(async (context, next) =>
    {
        if (context.Request.HasJsonContentType())
            await CheckAsync(context.Request, maxBytes);

        await next(context);
    });

    private static async Task CheckAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
            throw TooLong();

        var buffer = new byte[(int)(request.ContentLength ?? maxBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > maxBytes)
            throw TooLong();

        request.Body = new MemoryStream(buffer, 0, length, writable: false);
        if (length == 0)
            return;

        try
        {
            StrictJson.CheckText(buffer.AsSpan(0, length));
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not valid JSON.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static BadHttpRequestException TooLong() =>
        new("The body is too long.", StatusCodes.Status413PayloadTooLarge);
}
