using System.Security.Claims;
using AccessContract;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Identity.Abstractions;
using Portal.Auth.TokenCache;
using Portal.Contracts.AdminSetup;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Problems;
using Portal.Redis;

namespace Portal.AdminSetup;

/// <summary>
/// The permissions of Microsoft Graph that the portal has consent for, for one user: those in a token that is issued now.
/// One request finds all of them. Results are kept for the navigation, until a sign-in or a consent may have changed them.
/// </summary>
internal sealed class GrantedPermissions : IDisposable
{
    private const int MaxCount = 1_000;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetentionOfMissing = TimeSpan.FromMinutes(1);
    private static readonly string[] Everything = [AdminSetupAddresses.Scope(".default")];

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    // Counts when results were forgotten: a request that began before that may not keep its result.
    private int _forgotten;

    public GrantedPermissions(InstanceNotices notices)
    {
        notices.Subscribe(NoticeKind.TokensForgotten, Forget);
        notices.Subscribe(NoticeKind.RefusalsOutdated, Forget);
        notices.Subscribe(NoticeKind.AccessChanged, Forget);
    }

    public void Dispose() => _known.Dispose();

    /// <param name="fresh">Whether a result that is kept does not suffice.</param>
    /// <exception cref="ProblemException">No token was issued, for a reason other than missing consent.</exception>
    public async Task<IReadOnlySet<string>> ReadAsync(
        IAuthorizationHeaderProvider headers, ClaimsPrincipal user, bool fresh, CancellationToken cancellationToken)
    {
        var name = Account.IdOf(user) is { } account ? SharedName.Of(account) : "";
        if (!fresh && _known.Get<IReadOnlySet<string>>(name) is { } known)
            return known;

        var forgotten = Volatile.Read(ref _forgotten);
        var granted = await RequestAsync(headers, user, cancellationToken);
        var retention = AdminTasks.Permissions.All(granted.Contains) ? Retention : RetentionOfMissing;
        if (name.Length > 0 && forgotten == Volatile.Read(ref _forgotten))
            _known.Set(name, granted, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = retention });
        return granted;
    }

    private static async Task<IReadOnlySet<string>> RequestAsync(
        IAuthorizationHeaderProvider headers, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        // A token that was issued earlier does not contain a later consent, and still contains one that was withdrawn.
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
            var header = await headers.CreateAuthorizationHeaderForUserAsync(Everything, options, user, cancellationToken);
            var token = DecodedToken.OfHeader(header, SignatureEvidence.FromAuthority) ?? throw Unreadable();
            return TokenFacts.Read(token).Scopes.ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is not ProblemException && !cancellationToken.IsCancellationRequested)
        {
            var problem = TokenProblems.Explain(exception, AdminSetupAddresses.Api, new RequestedScopes([], []));
            if (IsNothingGranted(problem))
                return new HashSet<string>(StringComparer.Ordinal);
            if (problem is null)
                throw;

            throw new ProblemException(problem, exception);
        }
    }

    private static ProblemException Unreadable() => new(new ApiProblem(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        "The permissions are not known",
        "The sign-in service issued a token for Microsoft Graph that the portal cannot read, so it cannot see which permissions are granted.",
        Api: AdminSetupAddresses.Api));

    // AADSTS650057: the registration does not list Microsoft Graph, and nobody has consented to any of its permissions.
    private static bool IsNothingGranted(ApiProblem? problem) =>
        problem is { Code: ProblemCodes.ConsentRequired } or { ErrorCode: "AADSTS650057" };

    private Task Forget(string name)
    {
        Interlocked.Increment(ref _forgotten);
        if (name == InstanceNotices.Everything)
            _known.Clear();
        else
            _known.Remove(name);
        return Task.CompletedTask;
    }
}
