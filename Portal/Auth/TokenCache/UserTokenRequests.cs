using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Portal.Auth.TokenRequests;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Requests users' tokens from MSAL. Several callers share a request, so it uses no services of the first one, and does
/// not end with it.
/// </summary>
internal sealed class UserTokenRequests(IServiceScopeFactory services, TokenAttempts attempts, RefreshTurns turns)
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>The user for whom a token is being requested in this async flow.</summary>
    public static string? CurrentAccount => Current.Value;

    /// <summary>A token for the pages of a signed-in user.</summary>
    public UserTokenRequest ForPages(ClaimsPrincipal user, string account, IEnumerable<string> scopes) =>
        UserTokenRequest.ForPages(account, scopes, renew => SendAsync(
            OpenIdConnectDefaults.AuthenticationScheme,
            scopes,
            user,
            account,
            new TokenAcquisitionOptions { ForceRefresh = renew }));

    /// <summary>A token for which <paramref name="assertion"/>, the user's token for the portal, is exchanged.</summary>
    public UserTokenRequest OnBehalfOf(
        ClaimsPrincipal user, string account, string assertion, IEnumerable<string> scopes, AcquireTokenOptions options)
    {
        var (claims, correlation) = (options.Claims, options.CorrelationId);
        var request = UserTokenRequest.OnBehalfOf(account, assertion, scopes, renew => SendAsync(
            JwtBearerDefaults.AuthenticationScheme,
            scopes,
            With(assertion, user),
            account,
            // Without an ID, the authority would log zeros, and its logs could not be searched.
            new TokenAcquisitionOptions { ForceRefresh = renew, Claims = claims, CorrelationId = correlation ?? Guid.NewGuid() }));
        return string.IsNullOrEmpty(claims) ? request : request with { RenewalKey = $"{request.RenewalKey} {claims}" };
    }

    private async Task<string> SendAsync(
        string scheme, IEnumerable<string> scopes, ClaimsPrincipal user, string account, TokenAcquisitionOptions options)
    {
        // An exchange needs no refresh token.
        if (scheme != OpenIdConnectDefaults.AuthenticationScheme)
            return await AcquireAsync(cacheOnly: false);

        try
        {
            if (!options.ForceRefresh)
                return await AcquireAsync(cacheOnly: true);
        }
        catch (RefreshNeededException)
        {
            // Only such a request waits for its turn. Waiting is not part of the time that it may take.
        }

        await using var turn = await turns.WaitAsync(account);
        return await AcquireAsync(cacheOnly: false);

        Task<string> AcquireAsync(bool cacheOnly) => attempts.RunAsync(
            async cancellation =>
            {
                Current.Value = account;
                options.CancellationToken = cancellation;
                await using var scope = services.CreateAsyncScope();
                var result = await scope.ServiceProvider.GetRequiredService<ITokenAcquisition>()
                    .GetAuthenticationResultForUserAsync(
                        scopes, scheme, tenantId: null, userFlow: null, user: user, tokenAcquisitionOptions: options);
                return result.CreateAuthorizationHeader();
            },
            CancellationToken.None,
            cacheOnly);
    }

    // MSAL exchanges the token that the principal carries. Without one it would take that of the current HTTP request.
    private static ClaimsPrincipal With(string assertion, ClaimsPrincipal user) =>
        new(new ClaimsIdentity(user.Claims, user.Identity?.AuthenticationType) { BootstrapContext = assertion });
}
