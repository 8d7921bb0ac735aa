using System.Net.Mime;
using System.Security.Claims;
using AccessContract;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Net.Http.Headers;
using Portal.Downstream.Resilience;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>
/// Calls downstream APIs on behalf of the caller of <c>/api</c>. If there is no token for the user,
/// the call fails; it never falls back to an app-only token.
/// </summary>
public sealed class OnBehalfOf(
    IDownstreamApi downstream,
    IAuthorizationHeaderProvider headers,
    IOptionsMonitor<DownstreamApiOptions> options,
    IOptionsMonitor<DownstreamApiSettings> settings)
{
    /// <summary>GETs <paramref name="pathAndQuery"/> of <paramref name="api"/> and returns the response, whatever its status.</summary>
    /// <exception cref="ProblemException">No token, or no response.</exception>
    /// <param name="fresh">Exchange the token again instead of using the cache.</param>
    public Task<DownstreamResponse> GetAsync(
        string api, string pathAndQuery, ClaimsPrincipal user, bool fresh, CancellationToken cancellationToken) =>
        GetAsync(api, pathAndQuery, [], user, fresh, cancellationToken);

    /// <summary>The same with <paramref name="fixedHeaders"/>, which the API's document requires.</summary>
    /// <exception cref="ProblemException">No token, or no response.</exception>
    public Task<DownstreamResponse> GetAsync(
        string api,
        string pathAndQuery,
        IReadOnlyList<KeyValuePair<string, string>> fixedHeaders,
        ClaimsPrincipal user,
        bool fresh,
        CancellationToken cancellationToken) =>
        CallAsync(api, HttpMethod.Get, pathAndQuery, content: null, fixedHeaders, condition: default, fresh, user, cancellationToken);

    /// <summary>GETs one row, unless it is still the version that <paramref name="ifNoneMatch"/> names: then 304.</summary>
    /// <exception cref="ProblemException">No token, or no response.</exception>
    public Task<DownstreamResponse> GetRowAsync(
        string api,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> fixedHeaders,
        string? ifNoneMatch,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) =>
        CallAsync(
            api, HttpMethod.Get, path, null, fixedHeaders, (HeaderNames.IfNoneMatch, ifNoneMatch), fresh: false, user, cancellationToken);

    /// <summary>
    /// PATCHes <paramref name="path"/> with a JSON body, if it is still the version that <paramref name="ifMatch"/> names.
    /// </summary>
    /// <exception cref="ProblemException">No token, or no response.</exception>
    public async Task<DownstreamResponse> PatchAsync(
        string api,
        string path,
        byte[] json,
        IReadOnlyList<KeyValuePair<string, string>> fixedHeaders,
        string? ifMatch,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        return await CallAsync(
            api, HttpMethod.Patch, path, content, fixedHeaders, (HeaderNames.IfMatch, ifMatch), fresh: false, user, cancellationToken);
    }

    /// <summary>The token that <paramref name="api"/> is called with for <paramref name="user"/>, decoded.</summary>
    /// <exception cref="ProblemException">No token.</exception>
    /// <param name="fresh">Exchange the token again instead of using the cache.</param>
    public async Task<TokenContent> DecodeTokenAsync(
        string api, ClaimsPrincipal user, bool fresh, CancellationToken cancellationToken)
    {
        var scopes = Scopes(api);
        var acquire = new DownstreamApiOptions(options.Get(api));
        acquire.AcquireTokenOptions.ForceRefresh = fresh;
        try
        {
            var header = await headers.CreateAuthorizationHeaderForUserAsync(
                scopes, acquire, user, cancellationToken);
            return DecodedToken.OfHeader(header, SignatureEvidence.FromAuthority) ?? TokenContent.Unreadable;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = TokenProblems.Explain(exception, api, Requested(api));
            if (problem is null)
                throw;

            throw new ProblemException(problem, exception);
        }
    }

    /// <summary>The delegated scopes that settings name for <paramref name="api"/>.</summary>
    public IReadOnlyList<string> Scopes(string api) => options.Get(api).Scopes?.ToList() ?? [];

    /// <summary>The same scopes, and which of them only an administrator can consent to.</summary>
    public RequestedScopes Requested(string api) => new(Scopes(api), [.. settings.Get(api).AdministratorScopes]);

    private Task<DownstreamResponse> CallAsync(
        string api,
        HttpMethod method,
        string pathAndQuery,
        HttpContent? content,
        IReadOnlyList<KeyValuePair<string, string>> fixedHeaders,
        (string Header, string? Version) condition,
        bool fresh,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) => DownstreamRequest.SendAsync(
            api,
            settings.Get(api),
            beforeSend => downstream.CallApiForUserAsync(
                api,
                o =>
                {
                    o.HttpMethod = method.Method;
                    o.RelativePath = pathAndQuery.TrimStart('/');
                    o.AcquireTokenOptions.ForceRefresh = fresh;
                    o.CustomizeHttpRequestMessage = request =>
                    {
                        if (!string.IsNullOrEmpty(condition.Version))
                            request.Headers.TryAddWithoutValidation(condition.Header, condition.Version);
                        foreach (var (name, value) in fixedHeaders)
                            request.Headers.TryAddWithoutValidation(name, value);

                        ApiPipeline.SetCaller(request, user);
                        beforeSend(request);
                    };
                },
                user,
                content,
                cancellationToken),
            exception => TokenProblems.Explain(exception, api, Requested(api)),
            cancellationToken);
}
