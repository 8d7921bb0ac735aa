using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Abstractions;
using Portal.Auth.TokenRequests;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Reuses the headers that were obtained for a user: for the pages, and on behalf of the user. Every other request goes to
/// the wrapped provider: app-only, and any with options that change the token. The time of each is limited.
/// </summary>
internal sealed class CachingAuthorizationHeaderProvider(
    Lazy<IAuthorizationHeaderProvider> inner,
    ExchangedTokens tokens,
    UserTokenRequests requests,
    TokenAttempts attempts,
    IHttpContextAccessor http) : IAuthorizationHeaderProvider
{
    private const string Scheme = "Bearer ";

    // IDownstreamApi always adds the request. Only tokens that sign it depend on it.
    private const string RequestParameter = "Microsoft.Identity.Abstractions.HttpRequestMessage";

    public Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => ReuseAsync(
            scopes,
            authorizationHeaderProviderOptions,
            claimsPrincipal,
            cancellation => inner.Value.CreateAuthorizationHeaderForUserAsync(
                scopes, authorizationHeaderProviderOptions, claimsPrincipal, cancellation),
            cancellationToken);

    public Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default) => attempts.RunAsync(
            cancellation => inner.Value.CreateAuthorizationHeaderForAppAsync(scopes, downstreamApiOptions, cancellation),
            cancellationToken);

    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) => ReuseAsync(
            scopes,
            options,
            claimsPrincipal,
            cancellation => inner.Value.CreateAuthorizationHeaderAsync(scopes, options, claimsPrincipal, cancellation),
            cancellationToken);

    private Task<string> ReuseAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options,
        ClaimsPrincipal? user,
        Func<CancellationToken, Task<string>> acquire,
        CancellationToken cancellationToken)
    {
        if (user is null || Account.IdOf(user) is not { } account)
            return attempts.RunAsync(acquire, cancellationToken);

        // Without options: the pages' own token, for the user of a session.
        if (options is null)
        {
            var forPages = requests.ForPages(user, account, scopes);
            return tokens.GetAsync(forPages, isRetry: null, TokenOutcome.SilenceOnPage, cancellationToken).AsTask();
        }

        if (!IsPlainExchange(options) || AssertionOf(user) is not { } assertion)
        {
            (options.AcquireTokenOptions ??= new()).CorrelationId ??= Guid.NewGuid();
            return attempts.RunAsync(acquire, cancellationToken);
        }

        var token = options.AcquireTokenOptions;
        var request = requests.OnBehalfOf(user, account, assertion, scopes, token);
        return token.ForceRefresh || !string.IsNullOrEmpty(token.Claims)
            ? tokens.RenewAsync(request, cancellationToken)
            : tokens.GetAsync(request, IsRetry, TimeSpan.Zero, cancellationToken).AsTask();
    }

    // A page sends max-age=0 when its user tries again: what was refused is requested again, a valid token stays.
    private bool IsRetry() =>
        http.HttpContext?.Request.GetTypedHeaders().CacheControl is { NoCache: true } or { MaxAge.Ticks: 0 };

    // The backend's scheme, with nothing that asks for another kind of token or for a token of another user or tenant.
    private static bool IsPlainExchange([NotNullWhen(true)] AuthorizationHeaderProviderOptions? options) =>
        options is { RequestAppToken: false, ProtocolScheme: null or "" or "Bearer", AcquireTokenOptions: { } token }
        && token is
        {
            AuthenticationOptionsName: JwtBearerDefaults.AuthenticationScheme,
            Tenant: null or "",
            UserFlow: null or "",
            PopPublicKey: null or "",
            PopClaim: null or "",
            FmiPath: null or "",
            LongRunningWebApiSessionKey: null or "",
            ClaimsFromClient: null or "",
            ManagedIdentity: null,
        }
        && (token.ExtraQueryParameters is null or { Count: 0 })
        && token.ExtraParameters?.Keys.All(name => name == RequestParameter) is not false;

    // The token that MSAL would exchange: the one that the principal carries, or the validated one of the current request.
    private string? AssertionOf(ClaimsPrincipal user)
    {
        if (user.Identity is ClaimsIdentity { BootstrapContext: string carried })
            return carried;

        var context = http.HttpContext;
        var header = context?.Request.Headers.Authorization.ToString();
        return context?.User == user && header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true
            ? header[Scheme.Length..].Trim()
            : null;
    }
}
