using System.Security.Claims;
using AccessContract;
using AccessContract.Checks;
using Portal.Administrators;
using Portal.Consents;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Diagnostics;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Access;

/// <summary>Runs the checks of the downstream APIs on a token, for each operation that an API publishes.</summary>
internal sealed class AccessReader(
    DownstreamApis apis,
    ContractStore contracts,
    ApiRulesReader rulesReader,
    SignatureVerifier verifier,
    OnBehalfOf onBehalfOf,
    TokenViews views,
    KnownIds knownIds,
    ReportStamps stamps,
    AdministratorCheck administrators,
    TimeProvider time)
{
    /// <summary>What each API allows the caller to do; of each refusal only the check that fails.</summary>
    /// <param name="portal">The caller's token for the portal.</param>
    /// <param name="fresh">Uses newly issued tokens for the APIs instead of cached ones.</param>
    public async Task<AccessReport> SummarizeAsync(
        TokenContent portal, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        var own = await CheckAllOwnAsync(fresh, context, cancellationToken);
        return new AccessReport(
            TokenFacts.Read(portal).Scopes,
            [.. own.Select(o => WithFailedChecks(o.Access))],
            await IsAdministratorAsync(fresh, context.User, cancellationToken),
            knownIds.Names);
    }

    /// <summary>Every check of each API, and the caller's tokens.</summary>
    /// <param name="portal">The caller's token for the portal.</param>
    /// <param name="fresh">Uses newly issued tokens for the APIs instead of cached ones.</param>
    public async Task<TokenReport> ReadTokensAsync(
        TokenContent portal, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        var own = await CheckAllOwnAsync(fresh, context, cancellationToken);
        return new TokenReport(
            [
                views.Create(TokenHops.Portal, portal),
                .. own.Select(o => o.Token is { } token
                    ? views.Create(o.Access.Api, token)
                    : TokenViews.Absent(o.Access.Api, o.Access.Problem)),
            ],
            [.. own.Select(o => o.Access)],
            stamps.Of(context));
    }

    /// <summary>Runs one API's checks on a token whose signature nobody has verified yet.</summary>
    public async Task<ApiAccess> InspectAsync(
        string api, DecodedToken decoded, HttpContext context, CancellationToken cancellationToken) =>
        await CheckAsync(
            api,
            await verifier.VerifyAsync(decoded, await rulesReader.ReadAsync(api, cancellationToken), cancellationToken),
            problem: null,
            context,
            cancellationToken);

    /// <summary>Checks a token whose signature nobody has verified yet, for a call that accepts these alternatives.</summary>
    public async Task<Verdict> InspectAsync(
        string api, IReadOnlyList<AccessAlternative> alternatives, DecodedToken decoded, CancellationToken cancellationToken)
    {
        var rules = await rulesReader.ReadAsync(api, cancellationToken);
        var token = await verifier.VerifyAsync(decoded, rules, cancellationToken);
        return ChecksOf(token ?? TokenContent.Unreadable, rules, problem: null)(alternatives);
    }

    /// <summary>Runs one API's checks on any token. Without a token, only the requirements are listed.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<ApiAccess> CheckAsync(
        string api, TokenContent? token, ApiProblem? problem, HttpContext context, CancellationToken cancellationToken)
    {
        var facts = TokenFacts.Read(token ?? TokenContent.Unreadable);
        try
        {
            var contract = await contracts.GetAsync(api, cancellationToken);
            var rules = await rulesReader.ReadAsync(api, cancellationToken);
            var operations = ForEachOperation(contract, ChecksOf(token, rules, problem));
            var state = StateOf(problem, operations);
            return new ApiAccess(
                api, contract.Title, state, rules.Published, facts.Scopes, facts.Roles, operations, Problem: problem,
                Coverage: contract.Coverage);
        }
        catch (ProblemException exception)
        {
            problem ??= exception.Problem.Traced(context);
            return new ApiAccess(
                api, api, StateOf(problem, []), Published: false, facts.Scopes, facts.Roles, [], Problem: problem);
        }
    }

    /// <summary>
    /// Checks the caller's own token for one operation; null if <paramref name="api"/> does not publish the operation.
    /// </summary>
    /// <exception cref="ProblemException">The token or the contract is not available.</exception>
    public async Task<Verdict?> CheckOwnAsync(
        string api, string operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var published = PublishedOperations.Of(await contracts.GetAsync(api, cancellationToken));
        if (published.FirstOrDefault(o => o.Name.Equals(operation, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;

        var token = await onBehalfOf.DecodeTokenAsync(api, user, fresh: false, cancellationToken);
        return await CheckCallAsync(api, found.Alternatives, token, problem: null, cancellationToken);
    }

    /// <summary>Checks a token for a call that accepts these alternatives.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<Verdict> CheckCallAsync(
        string api,
        IReadOnlyList<AccessAlternative> alternatives,
        TokenContent? token,
        ApiProblem? problem,
        CancellationToken cancellationToken) =>
        ChecksOf(token, await rulesReader.ReadAsync(api, cancellationToken), problem)(alternatives);

    /// <summary>Checks the scopes and roles that a user's next token will have; it does not exist yet.</summary>
    public IReadOnlyList<OperationAccess> Forecast(
        string api, ApiContract contract, IReadOnlyList<string> scopes, IReadOnlyList<string> roles)
    {
        var token = TokenContent.OfClaims(
        [
            new Claim("idtyp", "user"),
            new Claim("scp", string.Join(' ', scopes)),
            .. roles.Select(role => new Claim("roles", role)),
        ]);
        return ForEachOperation(contract, ChecksOf(token, ApiRules.OfPermissions(api), problem: null));
    }

    // Null if it cannot be checked now. Only a fresh report takes a new token.
    private async Task<bool?> IsAdministratorAsync(bool fresh, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return fresh
                ? await administrators.IsCurrentAsync(user, AdministratorCheck.ForChanges, cancellationToken)
                : administrators.Known(user);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static ApiAccess WithFailedChecks(ApiAccess access) => access with
    {
        Coverage = null,
        Operations =
        [
            .. access.Operations.Select(o => o with
            {
                Verdict = o.Verdict with { Checks = o.Verdict.Failed is { } failed ? [failed] : [] },
            }),
        ],
    };

    // The caller's own tokens for all APIs. Without a token, the problem of the access says why.
    private async Task<List<(ApiAccess Access, TokenContent? Token)>> CheckAllOwnAsync(
        bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        var own = new List<(ApiAccess, TokenContent?)>();
        foreach (var api in apis.Names)
        {
            var (token, problem) = await DecodeOwnAsync(api, fresh, context, cancellationToken);
            var access = await CheckAsync(api, token, problem, context, cancellationToken);
            var consent = ConsentEvaluation.Evaluate(api, onBehalfOf.Requested(api), token, problem);
            own.Add((access with { Consent = consent }, token));
        }

        return own;
    }

    private async Task<(TokenContent? Token, ApiProblem? Problem)> DecodeOwnAsync(
        string api, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (await onBehalfOf.DecodeTokenAsync(api, context.User, fresh, cancellationToken), null);
        }
        catch (ProblemException exception)
        {
            return (null, exception.Problem.Traced(context));
        }
    }

    private static List<OperationAccess> ForEachOperation(
        ApiContract contract, Func<IReadOnlyList<AccessAlternative>, Verdict> check) =>
        [.. PublishedOperations.Of(contract).Select(o => new OperationAccess(o.Name, o.View, o.Title, o.Call, check(o.Alternatives)))];

    // The checks for one operation, given what it accepts. Those that depend on the token alone run once for all operations.
    private Func<IReadOnlyList<AccessAlternative>, Verdict> ChecksOf(TokenContent? token, ApiRules rules, ApiProblem? problem)
    {
        if (token is { IsReadable: false })
            return alternatives => Verdict.Unreadable(rules, alternatives);
        if (token is null)
        {
            var reason = problem is null ? "There is no token to check." : $"There is no token yet: {problem.Title}.";
            return alternatives => Verdict.WithoutToken(rules, alternatives, reason);
        }

        var checks = new TokenChecks(token, rules, time.GetUtcNow());
        return alternatives => OtherCredentials.AddTo(checks.Run(alternatives), checks.Facts, rules.Api, alternatives);
    }

    private static string StateOf(ApiProblem? problem, List<OperationAccess> operations) => problem?.Code switch
    {
        ProblemCodes.ConsentRequired => ApiAccessState.ConsentMissing,
        ProblemCodes.AuthorityUnavailable or ProblemCodes.DownstreamUnavailable or ProblemCodes.DownstreamTimeout =>
            ApiAccessState.Unreachable,
        not null => ApiAccessState.Refused,
        _ when operations.Count == 0 || operations.Views().Any(v => v.IsAllowed) => ApiAccessState.Granted,
        _ when operations.Views().All(v => v.Verdict.Failed?.Name is CheckNames.Scope or CheckNames.Role) =>
            ApiAccessState.RoleMissing,
        _ => ApiAccessState.Refused,
    };
}
