using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Access;

namespace Portal.Downstream;

/// <summary>
/// Calls downstream APIs on behalf of the caller of <c>/api</c>. Always the user: where the user's token cannot be had
/// the call fails, and never becomes the application's.
/// </summary>
public sealed class OnBehalfOf(
    IDownstreamApi downstream,
    IAuthorizationHeaderProvider headers,
    IOptionsMonitor<DownstreamApiOptions> options)
{
    /// <summary>GETs <paramref name="pathAndQuery"/> of <paramref name="api"/>; whatever it answers is returned.</summary>
    /// <exception cref="DownstreamException">No token, or no answer.</exception>
    public async Task<HttpResponseMessage> GetAsync(
        string api, string pathAndQuery, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var sent = false;
        try
        {
            return await downstream.CallApiForUserAsync(
                api,
                o =>
                {
                    o.HttpMethod = HttpMethod.Get.Method;
                    o.RelativePath = pathAndQuery.TrimStart('/');
                    o.CustomizeHttpRequestMessage = _ => sent = true;
                },
                user,
                cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Before the request left, what failed was the token; after, the API.
            var problem = sent ? CallFaults.Explain(exception, api) : TokenFaults.Explain(exception, api, Scopes(api));
            if (problem is null)
                throw;

            throw new DownstreamException(problem, exception);
        }
    }

    /// <summary>The claims of the token that <paramref name="api"/> is called with for <paramref name="user"/>.</summary>
    /// <exception cref="DownstreamException">No token.</exception>
    public async Task<IReadOnlyList<Claim>> GetTokenClaimsAsync(string api, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var scopes = Scopes(api);
        try
        {
            var header = await headers.CreateAuthorizationHeaderForUserAsync(
                scopes, options.Get(api), user, cancellationToken);
            return DecodedToken.ReadClaims(header);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = TokenFaults.Explain(exception, api, scopes);
            if (problem is null)
                throw;

            throw new DownstreamException(problem, exception);
        }
    }

    /// <summary>The delegated scopes that settings name for <paramref name="api"/>.</summary>
    public IReadOnlyList<string> Scopes(string api) => options.Get(api).Scopes?.ToList() ?? [];
}
