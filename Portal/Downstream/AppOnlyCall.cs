using System.Diagnostics;
using System.Security.Claims;
using AccessContract;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>
/// Calls downstream APIs as the portal itself, with no user: to show on one page what that would open. Only the
/// endpoint behind that page uses it, and a test sees to it: where on-behalf-of fails, this is never the way out.
/// </summary>
public sealed class AppOnlyCall(
    IDownstreamApi downstream,
    IAuthorizationHeaderProvider headers,
    IOptionsMonitor<DownstreamApiOptions> options,
    IOptionsMonitor<DownstreamApiSettings> settings)
{
    /// <summary>GETs <paramref name="pathAndQuery"/> of <paramref name="api"/> with client credentials.</summary>
    /// <exception cref="ProblemException">No token, or no answer.</exception>
    /// <param name="fresh">Ask the authority anew, whatever the cache holds.</param>
    public Task<DownstreamResponse> GetAsync(string api, string pathAndQuery, bool fresh, CancellationToken cancellationToken) =>
        DownstreamRequest.SendAsync(
            api,
            settings.Get(api),
            leaving => downstream.CallApiForAppAsync(
                api,
                o =>
                {
                    o.HttpMethod = HttpMethod.Get.Method;
                    o.RelativePath = pathAndQuery.TrimStart('/');
                    o.Scopes = [Scope(api)];
                    o.AcquireTokenOptions.ForceRefresh = fresh;
                    o.AcquireTokenOptions.CorrelationId = Guid.NewGuid();
                    o.CustomizeHttpRequestMessage = leaving;
                },
                content: null,
                cancellationToken),
            exception => TokenProblems.ExplainForApplication(exception, api),
            cancellationToken);

    /// <summary>The portal's own token for <paramref name="api"/>, decoded.</summary>
    /// <exception cref="ProblemException">No token.</exception>
    public async Task<TokenContent> DecodeTokenAsync(string api, CancellationToken cancellationToken) =>
        DecodedToken.OfHeader(await AcquireAsync(api, Scope(api), cancellationToken), SignatureEvidence.FromAuthority)
        ?? TokenContent.OfClaims([]); // Another format than JWT: the API may well read it, we cannot.

    /// <summary>
    /// Offers the authority a token without a user where on-behalf-of wants a user's: the portal's own for itself,
    /// right in everything but that.
    /// </summary>
    /// <param name="self">The portal's client id, which is the audience that an assertion must have.</param>
    /// <exception cref="ProblemException">The authority cannot be asked.</exception>
    public async Task<AssertionTrial> TryOnBehalfOfAsync(string api, string self, CancellationToken cancellationToken)
    {
        var own = await AcquireAsync(api, $"{self}/.default", cancellationToken);
        var assertion = new JsonWebToken(own[(own.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var nobody = new ClaimsPrincipal(new ClaimsIdentity { BootstrapContext = assertion });
        var offered = DecodedToken.OfHeader(own, SignatureEvidence.FromAuthority) ?? TokenContent.OfClaims([]);
        var trace = Activity.Current?.TraceId.ToHexString();
        var asked = new DownstreamApiOptions(options.Get(api));
        asked.AcquireTokenOptions.CorrelationId = Guid.NewGuid();
        try
        {
            await headers.CreateAuthorizationHeaderForUserAsync(asked.Scopes ?? [], asked, nobody, cancellationToken);
            return new AssertionTrial(offered, Refused: false, null, null, null, trace);
        }
        catch (Exception exception) when (RefusalIn(exception) is { StatusCode: >= 400 and < 500 and not 429 } refusal)
        {
            return new AssertionTrial(
                offered, Refused: true, TokenProblems.ErrorCode(refusal), refusal.ErrorCode, $"{asked.AcquireTokenOptions.CorrelationId}", trace);
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && TokenProblems.ExplainForApplication(exception, api) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    private async Task<string> AcquireAsync(string api, string scope, CancellationToken cancellationToken)
    {
        try
        {
            return await headers.CreateAuthorizationHeaderForAppAsync(scope, options.Get(api), cancellationToken);
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && TokenProblems.ExplainForApplication(exception, api) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    // A client asks for all that it was given, so that there is nothing to name but the resource.
    private string Scope(string api) =>
        settings.Get(api).ApplicationScope is { Length: > 0 } set ? set
        : ScopeName.Parse(options.Get(api).Scopes?.FirstOrDefault() ?? "") is { Resource.Length: > 0 } scope
            ? $"{scope with { Name = ScopeName.Default }}"
        : throw new ProblemException(TokenProblems.NoResource(api));

    private static MsalServiceException? RefusalIn(Exception exception) =>
        exception as MsalServiceException ?? (exception as MicrosoftIdentityWebChallengeUserException)?.MsalUiRequiredException;
}

/// <summary>What the authority said to an assertion without a user.</summary>
/// <param name="Offered">The assertion, decoded.</param>
/// <param name="ErrorCode">Such as AADSTS50013.</param>
/// <param name="Error">The OAuth error.</param>
public sealed record AssertionTrial(
    TokenContent Offered, bool Refused, string? ErrorCode, string? Error, string? CorrelationId, string? TraceId);
