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
/// Calls downstream APIs with app-only tokens, to show on one page how the result differs. Only the endpoint of that
/// page may use it, which a test enforces: it is never a fallback for on-behalf-of.
/// </summary>
public sealed class AppOnlyCall(
    IDownstreamApi downstream,
    IAuthorizationHeaderProvider headers,
    IOptionsMonitor<DownstreamApiOptions> options,
    IOptionsMonitor<DownstreamApiSettings> settings)
{
    /// <summary>GETs <paramref name="pathAndQuery"/> of <paramref name="api"/> with client credentials.</summary>
    /// <exception cref="ProblemException">No token, or no response.</exception>
    /// <param name="fixedHeaders">Headers that the API's document requires.</param>
    /// <param name="fresh">Request a new token instead of using the cache.</param>
    public Task<DownstreamResponse> GetAsync(
        string api,
        string pathAndQuery,
        IReadOnlyList<KeyValuePair<string, string>> fixedHeaders,
        bool fresh,
        CancellationToken cancellationToken) =>
        DownstreamRequest.SendAsync(
            api,
            settings.Get(api),
            beforeSend => downstream.CallApiForAppAsync(
                api,
                o =>
                {
                    o.HttpMethod = HttpMethod.Get.Method;
                    o.RelativePath = pathAndQuery.TrimStart('/');
                    o.Scopes = [Scope(api)];
                    o.AcquireTokenOptions.ForceRefresh = fresh;
                    o.AcquireTokenOptions.CorrelationId = Guid.NewGuid();
                    o.CustomizeHttpRequestMessage = request =>
                    {
                        foreach (var (name, value) in fixedHeaders)
                            request.Headers.TryAddWithoutValidation(name, value);

                        beforeSend(request);
                    };
                },
                content: null,
                cancellationToken),
            exception => TokenProblems.ExplainForApplication(exception, api),
            cancellationToken);

    /// <summary>The portal's app-only token for <paramref name="api"/>, decoded.</summary>
    /// <param name="fresh">Request a new token instead of using the cache.</param>
    /// <exception cref="ProblemException">No token.</exception>
    public async Task<TokenContent> DecodeTokenAsync(string api, bool fresh, CancellationToken cancellationToken) =>
        DecodedToken.OfHeader(await AcquireAsync(api, Scope(api), fresh, cancellationToken), SignatureEvidence.FromAuthority)
        ?? TokenContent.Unreadable;

    /// <summary>
    /// Sends the authority an on-behalf-of request with an app-only token as the assertion: the portal's own token for
    /// itself, valid except that it has no user.
    /// </summary>
    /// <param name="self">The portal's client id, which is the audience that an assertion must have.</param>
    /// <exception cref="ProblemException">The authority does not respond.</exception>
    public async Task<AssertionTrial> TryOnBehalfOfAsync(string api, string self, CancellationToken cancellationToken)
    {
        var own = await AcquireAsync(api, $"{self}/.default", fresh: false, cancellationToken);
        var assertion = new JsonWebToken(own[(own.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var noUser = new ClaimsPrincipal(new ClaimsIdentity { BootstrapContext = assertion });
        var offered = DecodedToken.OfHeader(own, SignatureEvidence.FromAuthority) ?? TokenContent.Unreadable;
        var trace = Activity.Current?.TraceId.ToHexString();
        var request = new DownstreamApiOptions(options.Get(api));
        request.AcquireTokenOptions.CorrelationId = Guid.NewGuid();
        try
        {
            await headers.CreateAuthorizationHeaderForUserAsync(request.Scopes ?? [], request, noUser, cancellationToken);
            return new AssertionTrial(offered, Refused: false, null, null, null, trace);
        }
        catch (Exception exception) when (RefusalIn(exception) is { StatusCode: >= 400 and < 500 and not 429 } refusal)
        {
            return new AssertionTrial(
                offered, Refused: true, TokenProblems.ErrorCode(refusal), refusal.ErrorCode, $"{request.AcquireTokenOptions.CorrelationId}", trace);
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && TokenProblems.ExplainForApplication(exception, api) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    private async Task<string> AcquireAsync(string api, string scope, bool fresh, CancellationToken cancellationToken)
    {
        var acquire = new DownstreamApiOptions(options.Get(api));
        acquire.AcquireTokenOptions.ForceRefresh = fresh;
        try
        {
            return await headers.CreateAuthorizationHeaderForAppAsync(scope, acquire, cancellationToken);
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && TokenProblems.ExplainForApplication(exception, api) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    // Client credentials request all assigned roles of a resource, so the scope only names the resource.
    private string Scope(string api) =>
        settings.Get(api).ApplicationScope is { Length: > 0 } set ? set
        : ScopeName.Parse(options.Get(api).Scopes?.FirstOrDefault() ?? "") is { Resource.Length: > 0 } scope
            ? $"{scope with { Name = ScopeName.Default }}"
        : throw new ProblemException(TokenProblems.NoResource(api));

    private static MsalServiceException? RefusalIn(Exception exception) =>
        exception as MsalServiceException ?? (exception as MicrosoftIdentityWebChallengeUserException)?.MsalUiRequiredException;
}

/// <summary>The authority's response to an assertion without a user.</summary>
/// <param name="Offered">The assertion, decoded.</param>
/// <param name="ErrorCode">For example AADSTS50013.</param>
/// <param name="Error">The OAuth error code.</param>
public sealed record AssertionTrial(
    TokenContent Offered, bool Refused, string? ErrorCode, string? Error, string? CorrelationId, string? TraceId);
