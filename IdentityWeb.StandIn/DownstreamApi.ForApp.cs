using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

internal sealed partial class DownstreamApi
{
    public Task<TOutput?> CallApiForAppAsync<TOutput>(
        string? serviceName,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync<TOutput>(
            serviceName, Caller.App, outputType: null, downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForAppAsync<TOutput>(
        string serviceName,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync(
            serviceName, Caller.App, outputJsonTypeInfo, downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync<TInput, TOutput>(
            serviceName, Caller.App, input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync(
            serviceName, Caller.App, input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);
}
