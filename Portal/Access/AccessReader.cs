using System.Security.Claims;
using AccessContract;
using AccessContract.Checks;
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
    ReportStamps stamps,
    TimeProvider time)
{
    /// <summary>The caller's tokens, and what each API makes of them.</summary>
    /// <param name="portal">The caller's token for the portal.</param>
    /// <param name="fresh">Uses newly issued tokens for the APIs instead of cached ones.</param>
    public async Task<AccessReport> ReadAsync(
        TokenContent portal, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        var tokens = new List<TokenView> { views.Create(TokenHops.Portal, portal) };
        var found = new List<ApiAccess>();
        foreach (var api in apis.Names)
        {
            var (token, problem) = await DecodeOwnAsync(api, fresh, context, cancellationToken);
            var consent = ConsentEvaluation.Evaluate(api, onBehalfOf.Requested(api), token, problem);
            tokens.Add(token is null ? TokenViews.Absent(api, problem!) : views.Create(api, token));
            found.Add(await ReadAsync(api, token, problem, context, cancellationToken) with { Consent = consent });
        }

        var user = context.User.FindFirstValue("name") ?? context.User.FindFirstValue("preferred_username") ?? "";
        return new AccessReport(user, tokens, found, stamps.Of(context));
    }

    /// <summary>What one API makes of a token whose signature nobody has verified yet.</summary>
    public async Task<ApiAccess> InspectAsync(
        string api, DecodedToken decoded, HttpContext context, CancellationToken cancellationToken) =>
        await ReadAsync(
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
        return Evaluate(token ?? TokenContent.OfClaims([]), rules, alternatives, problem: null);
    }

    /// <summary>What one API makes of any token. Without a token, only the requirements are listed.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<ApiAccess> ReadAsync(
        string api, TokenContent? token, ApiProblem? problem, HttpContext context, CancellationToken cancellationToken)
    {
        var facts = TokenFacts.Read(token ?? TokenContent.OfClaims([]));
        try
        {
            var contract = await contracts.GetAsync(api, cancellationToken);
            var rules = await rulesReader.ReadAsync(api, cancellationToken);
            var operations = Evaluate(contract, o => Evaluate(token, rules, o.Alternatives, problem));
            var state = StateOf(problem, operations);
            return new ApiAccess(
                api, contract.Title, state, rules.Published, facts.Scopes, facts.Roles, operations, Problem: problem);
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
    public async Task<Verdict?> EvaluateOwnAsync(
        string api, string operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var published = PublishedOperations.Of(await contracts.GetAsync(api, cancellationToken));
        if (published.FirstOrDefault(o => o.Name.Equals(operation, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;

        var token = await onBehalfOf.DecodeTokenAsync(api, user, fresh: false, cancellationToken);
        return await EvaluateAsync(api, found.Alternatives, token, problem: null, cancellationToken);
    }

    /// <summary>Checks a token for a call that accepts these alternatives.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<Verdict> EvaluateAsync(
        string api,
        IReadOnlyList<AccessAlternative> alternatives,
        TokenContent? token,
        ApiProblem? problem,
        CancellationToken cancellationToken) =>
        Evaluate(token, await rulesReader.ReadAsync(api, cancellationToken), alternatives, problem);

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
        return Evaluate(contract, o => Verdict.Of(token, ApiRules.OfPermissions(api), o.Alternatives, time.GetUtcNow()));
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

    private static List<OperationAccess> Evaluate(ApiContract contract, Func<PublishedOperation, Verdict> evaluate) =>
        [.. PublishedOperations.Of(contract).Select(o => new OperationAccess(o.Name, o.View, o.Title, o.Call, evaluate(o)))];

    private Verdict Evaluate(
        TokenContent? token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, ApiProblem? problem)
    {
        if (token is { Header.Count: 0, Claims.Count: 0 })
            return Verdict.Unreadable(rules, alternatives);
        if (token is not null)
            return Verdict.Of(token, rules, alternatives, time.GetUtcNow());

        var reason = problem is null ? "There is no token to check." : $"There is no token yet: {problem.Title}.";
        return Verdict.WithoutToken(rules, alternatives, reason);
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
