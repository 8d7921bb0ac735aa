using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.StandIn;

/// <summary>Returns "Bearer token-1", "Bearer token-2", … and records the arguments of each call.</summary>
internal sealed class StubHeaderProvider : IAuthorizationHeaderProvider
{
    public List<HeaderRequest> Requests { get; } = [];

    public HeaderRequest Request => Assert.Single(Requests);

    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(new HeaderRequest([.. scopes], options!.RequestAppToken, claimsPrincipal, options.Clone()));
        return Task.FromResult($"Bearer token-{Requests.Count}");
    }

    public Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("IDownstreamApi must use CreateAuthorizationHeaderAsync.");

    public Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("IDownstreamApi must use CreateAuthorizationHeaderAsync.");
}

internal sealed record HeaderRequest(
    IReadOnlyList<string> Scopes,
    bool ForApp,
    ClaimsPrincipal? User,
    AuthorizationHeaderProviderOptions Options);
