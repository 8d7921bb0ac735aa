using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Records every token that the portal obtains: for its own backend, on behalf of the user, and app-only. The wrapped
/// provider obtains the token.
/// </summary>
internal sealed class TracingAuthorizationHeaderProvider(IAuthorizationHeaderProvider inner, RequestTraces traces) : IAuthorizationHeaderProvider
{
    public Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => TraceAsync(
            scopes,
            authorizationHeaderProviderOptions,
            () => inner.CreateAuthorizationHeaderForUserAsync(scopes, authorizationHeaderProviderOptions, claimsPrincipal, cancellationToken));

    public Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default) => TraceAsync(
            [scopes],
            downstreamApiOptions,
            () => inner.CreateAuthorizationHeaderForAppAsync(scopes, downstreamApiOptions, cancellationToken),
            "client_credentials");

    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => TraceAsync(
            scopes,
            options,
            () => inner.CreateAuthorizationHeaderAsync(scopes, options, claimsPrincipal, cancellationToken),
            options?.RequestAppToken is true ? "client_credentials" : null);

    private async Task<string> TraceAsync(
        IEnumerable<string> scopes, AuthorizationHeaderProviderOptions? options, Func<Task<string>> acquire, string? grant = null)
    {
        if (traces.IsSuppressed)
            return await acquire();

        // The bearer scheme is only used by the backend, which exchanges the token of the request that it handles.
        var onBehalfOf = options?.AcquireTokenOptions.AuthenticationOptionsName == JwtBearerDefaults.AuthenticationScheme;
        grant ??= onBehalfOf ? "on_behalf_of" : "authorization_code";
        using var step = traces.Start(
            $"token for {string.Join(' ', scopes)}",
            ActivityKind.Internal,
            TraceKinds.Token,
            onBehalfOf ? TraceParties.Backend : TraceParties.Pages,
            TraceParties.Authority);
        step?.SetTag(TraceTags.Grant, grant);
        try
        {
            var header = await acquire();
            TokenTags.Add(step, TraceTags.Received, header);
            return header;
        }
        catch (Exception exception)
        {
            step?.SetTag(TraceTags.Error, exception.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
