using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

// Shared by Get, Post, Put, Patch and Delete: the HTTP method is fixed, and a failure is logged at debug level.
internal sealed partial class DownstreamApi
{
    private Task<TOutput?> VerbAsync<TOutput>(
        HttpMethod method,
        string? serviceName,
        Caller caller,
        JsonTypeInfo<TOutput>? outputType,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? configure,
        CancellationToken cancellationToken)
        where TOutput : class =>
        LoggedAsync(serviceName, method, configure, async options =>
        {
            var response = await SendAsync(serviceName, options, caller, content: null, cancellationToken);
            return await Body.ReadAsync(response, options, outputType, cancellationToken);
        });

    private Task<TOutput?> VerbAsync<TInput, TOutput>(
        HttpMethod method,
        string? serviceName,
        Caller caller,
        TInput input,
        JsonTypeInfo<TInput>? inputType,
        JsonTypeInfo<TOutput>? outputType,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? configure,
        CancellationToken cancellationToken)
        where TOutput : class =>
        LoggedAsync(serviceName, method, configure, async options =>
        {
            var content = Body.Write(input, options, inputType);
            var response = await SendAsync(serviceName, options, caller, content, cancellationToken);

            // As in the official package, the exception of a call with a body does not contain the response.
            response.EnsureSuccessStatusCode();
            return await Body.ReadAsync(response, options, outputType, cancellationToken);
        });

    private async Task VerbAsync<TInput>(
        HttpMethod method,
        string? serviceName,
        Caller caller,
        TInput input,
        JsonTypeInfo<TInput>? inputType,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? configure,
        CancellationToken cancellationToken) =>
        await LoggedAsync(serviceName, method, configure, async options =>
        {
            var content = Body.Write(input, options, inputType);
            using var response = await SendAsync(serviceName, options, caller, content, cancellationToken);
            return response.EnsureSuccessStatusCode().StatusCode;
        });

    private async Task<T> LoggedAsync<T>(
        string? serviceName,
        HttpMethod method,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? configure,
        Func<DownstreamApiOptions, Task<T>> call)
    {
        var options = Merge(serviceName, configure, method);
        try
        {
            return await call(options);
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
        {
            LogRequestFailed(failure, method, serviceName, options.BaseUrl, options.RelativePath);
            throw;
        }
    }

    [LoggerMessage(100, LogLevel.Debug, "{Method} of {ServiceName} at {BaseUrl} {RelativePath} failed",
        EventName = "HttpRequestError")]
    private partial void LogRequestFailed(
        Exception failure, HttpMethod method, string? serviceName, string? baseUrl, string? relativePath);
}
