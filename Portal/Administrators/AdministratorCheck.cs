using System.Security.Claims;
using AccessContract;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Administrators;

/// <summary>
/// Checks that the caller is still an administrator. The role may have been removed after the caller's token was issued,
/// so the token is exchanged for a new one to the portal itself, which contains the caller's current roles.
/// </summary>
internal sealed class AdministratorCheck(
    IAuthorizationHeaderProvider headers, IOptions<AzureAdSettings> azureAd, RecentChecks recent)
{
    /// <summary>How old a check may be for a request that changes something.</summary>
    public static readonly TimeSpan ForChanges = TimeSpan.FromSeconds(3);

    /// <summary>How old a check may be for a request that only reads.</summary>
    public static readonly TimeSpan ForReading = TimeSpan.FromSeconds(30);

    private const string Subject = "the portal";

    /// <summary>Whether the caller's token contains the role.</summary>
    public static bool IsInToken(ClaimsPrincipal user) => user.HasClaim("roles", PortalPolicies.AdminRole);

    /// <exception cref="ProblemException">The caller is not an administrator any more, or this cannot be checked.</exception>
    public async Task DemandAsync(ClaimsPrincipal user, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (!await IsCurrentAsync(user, maxAge, cancellationToken))
            throw new ProblemException(NoLonger());
    }

    /// <summary>Whether the caller is an administrator, checked within the last <paramref name="maxAge"/>.</summary>
    /// <exception cref="ProblemException">It cannot be checked.</exception>
    public async Task<bool> IsCurrentAsync(ClaimsPrincipal user, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (!IsInToken(user) || user.FindFirstValue("oid") is not { Length: > 0 } id)
            return false;

        return await recent.GetAsync(AccountOf(id, user), maxAge, () => AskAsync(user), cancellationToken);
    }

    /// <summary>The same as far as it is known, without a new token; null if nothing was checked in the last minute.</summary>
    public bool? Known(ClaimsPrincipal user) => IsInToken(user) && user.FindFirstValue("oid") is { Length: > 0 } id
        ? recent.Find(AccountOf(id, user), TimeSpan.FromMinutes(1))
        : false;

    private static string AccountOf(string id, ClaimsPrincipal user) => $"{id}.{user.FindFirstValue("tid")}";

    // Several requests wait for it, so it does not end with the first of them. AzureAd:TokenTimeoutSeconds limits its time.
    private async Task<bool> AskAsync(ClaimsPrincipal user)
    {
        var options = new AuthorizationHeaderProviderOptions
        {
            AcquireTokenOptions =
            {
                AuthenticationOptionsName = JwtBearerDefaults.AuthenticationScheme,
                ForceRefresh = true,
                CorrelationId = Guid.NewGuid(),
            },
        };
        try
        {
            var header = await headers.CreateAuthorizationHeaderForUserAsync(
                [azureAd.Value.PortalScope], options, user, CancellationToken.None);
            var token = DecodedToken.OfHeader(header, SignatureEvidence.FromAuthority) ?? TokenContent.Unreadable;
            return TokenFacts.Read(token).Roles.Contains(PortalPolicies.AdminRole, StringComparer.Ordinal);
        }
        catch (Exception exception)
        {
            if (TokenProblems.Explain(exception, Subject, new RequestedScopes([], [])) is { } problem)
                throw new ProblemException(NotChecked(problem), exception);

            throw;
        }
    }

    private static ApiProblem NoLonger() => new(
        ProblemCodes.RoleMissing,
        StatusCodes.Status403Forbidden,
        "You are no longer an administrator of the portal",
        $"The app role {PortalPolicies.AdminRole} was removed from your account after your token was issued, so the portal "
            + "refused the request. If you need the role again, ask another administrator to assign it to you, and sign in again.",
        Access: new RefusedAccess(PortalRules.Administrator.Alternatives, Presented: null, [CheckNames.Role]));

    // The reason keeps its code, so that the page offers the same next step. It concerns no downstream API.
    private static ApiProblem NotChecked(ApiProblem reason) => reason with
    {
        Title = "The portal could not check that you are still an administrator",
        Detail = $"Requests of administrators need a new token, and none was issued, so the portal refused the request. {reason.Detail}",
        Api = null,
        Scopes = null,
        AdministratorScopes = null,
    };
}
