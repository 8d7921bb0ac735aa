using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.Support;

internal class StubHeaders(string header = "Bearer stub") : IAuthorizationHeaderProvider
{
    public Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => Task.FromResult(HeaderFor(claimsPrincipal));

    public Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => options?.RequestAppToken is true
            ? throw new NotSupportedException()
            : Task.FromResult(HeaderFor(claimsPrincipal));

    protected virtual string HeaderFor(ClaimsPrincipal? user) => header;
}
