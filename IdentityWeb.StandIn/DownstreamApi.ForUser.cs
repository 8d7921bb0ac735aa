using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

internal sealed partial class DownstreamApi
{
    public Task<TOutput?> CallApiForUserAsync<TOutput>(
        string? serviceName,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync<TOutput>(
            serviceName, Caller.For(user), outputType: null, downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForUserAsync<TOutput>(
        string serviceName,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync(
            serviceName, Caller.For(user), outputJsonTypeInfo, downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync<TInput, TOutput>(
            serviceName, Caller.For(user), input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> CallApiForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        CallAsync(
            serviceName, Caller.For(user), input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);
}
