using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

internal sealed partial class DownstreamApi
{
    public Task PutForUserAsync<TInput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default) =>
        VerbAsync<TInput>(
            HttpMethod.Put, serviceName, Caller.For(user), input, inputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> PutForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TInput, TOutput>(
            HttpMethod.Put, serviceName, Caller.For(user), input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task PutForAppAsync<TInput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default) =>
        VerbAsync<TInput>(
            HttpMethod.Put, serviceName, Caller.App, input, inputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> PutForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TInput, TOutput>(
            HttpMethod.Put, serviceName, Caller.App, input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task PutForUserAsync<TInput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default) =>
        VerbAsync(
            HttpMethod.Put, serviceName, Caller.For(user), input, inputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> PutForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Put, serviceName, Caller.For(user), input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task PutForAppAsync<TInput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default) =>
        VerbAsync(
            HttpMethod.Put, serviceName, Caller.App, input, inputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> PutForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Put, serviceName, Caller.App, input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);
}
