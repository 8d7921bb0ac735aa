using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

internal sealed partial class DownstreamApi
{
    public Task<TOutput?> GetForUserAsync<TOutput>(
        string? serviceName,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TOutput>(
            HttpMethod.Get, serviceName, Caller.For(user), outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TInput, TOutput>(
            HttpMethod.Get, serviceName, Caller.For(user), input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForAppAsync<TOutput>(
        string? serviceName,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TOutput>(
            HttpMethod.Get, serviceName, Caller.App, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync<TInput, TOutput>(
            HttpMethod.Get, serviceName, Caller.App, input, inputType: null, outputType: null,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForUserAsync<TOutput>(
        string? serviceName,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Get, serviceName, Caller.For(user), outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForUserAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Get, serviceName, Caller.For(user), input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForAppAsync<TOutput>(
        string? serviceName,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Get, serviceName, Caller.App, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);

    public Task<TOutput?> GetForAppAsync<TInput, TOutput>(
        string? serviceName,
        TInput input,
        JsonTypeInfo<TInput> inputJsonTypeInfo,
        JsonTypeInfo<TOutput> outputJsonTypeInfo,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? downstreamApiOptionsOverride = null,
        CancellationToken cancellationToken = default)
        where TOutput : class =>
        VerbAsync(
            HttpMethod.Get, serviceName, Caller.App, input, inputJsonTypeInfo, outputJsonTypeInfo,
            downstreamApiOptionsOverride, cancellationToken);
}
