using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

// Calls that return the response unchanged, whatever its status.
internal sealed partial class DownstreamApi
{
    public Task<HttpResponseMessage> CallApiAsync(
        DownstreamApiOptions downstreamApiOptions,
        ClaimsPrincipal? user = null,
        HttpContent? content = null,
        CancellationToken cancellationToken = default)
    {
        var caller = new Caller(downstreamApiOptions.RequestAppToken, user);
        return SendAsync(serviceName: null, downstreamApiOptions, caller, content, cancellationToken);
    }

    public Task<HttpResponseMessage> CallApiAsync(
        string? serviceName,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        HttpContent? content = null,
        CancellationToken cancellationToken = default)
    {
        var options = Merge(serviceName, downstreamApiOptionsOverride);
        return SendAsync(serviceName, options, new Caller(options.RequestAppToken, user), content, cancellationToken);
    }

    public Task<HttpResponseMessage> CallApiForUserAsync(
        string? serviceName,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        ClaimsPrincipal? user = null,
        HttpContent? content = null,
        CancellationToken cancellationToken = default)
    {
        var options = Merge(serviceName, downstreamApiOptionsOverride);
        return SendAsync(serviceName, options, Caller.For(user), content, cancellationToken);
    }

    public Task<HttpResponseMessage> CallApiForAppAsync(
        string? serviceName,
        Action<DownstreamApiOptions>? downstreamApiOptionsOverride = null,
        HttpContent? content = null,
        CancellationToken cancellationToken = default)
    {
        var options = Merge(serviceName, downstreamApiOptionsOverride);
        return SendAsync(serviceName, options, Caller.App, content, cancellationToken);
    }
}
