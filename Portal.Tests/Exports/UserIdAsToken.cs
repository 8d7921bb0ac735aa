using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.Exports;

/// <summary>Uses the user's ID as the token, so that a stubbed /api knows who is calling.</summary>
internal sealed class UserIdAsToken : IAuthorizationHeaderProvider
{
    public Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => Task.FromResult($"Bearer {claimsPrincipal!.FindFirst("oid")!.Value}");

    public Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
