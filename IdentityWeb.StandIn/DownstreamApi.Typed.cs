using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

// Shared by the typed CallApi members: object in, object out, with the configured HTTP method.
internal sealed partial class DownstreamApi
{
    private async Task<TOutput?> CallAsync<TOutput>(
        string? serviceName,
        Caller caller,
        JsonTypeInfo<TOutput>? outputType,
        Action<DownstreamApiOptions>? configure,
        CancellationToken cancellationToken)
        where TOutput : class
    {
        var options = Merge(serviceName, configure);
        var response = await SendAsync(serviceName, options, caller, content: null, cancellationToken);
        return await Body.ReadAsync(response, options, outputType, cancellationToken);
    }

    private async Task<TOutput?> CallAsync<TInput, TOutput>(
        string? serviceName,
        Caller caller,
        TInput input,
        JsonTypeInfo<TInput>? inputType,
        JsonTypeInfo<TOutput>? outputType,
        Action<DownstreamApiOptions>? configure,
        CancellationToken cancellationToken)
        where TOutput : class
    {
        var options = Merge(serviceName, configure);
        var content = Body.Write(input, options, inputType);
        var response = await SendAsync(serviceName, options, caller, content, cancellationToken);
        return await Body.ReadAsync(response, options, outputType, cancellationToken);
    }
}
