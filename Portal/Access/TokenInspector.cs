using System.Security.Claims;
using AccessContract;
using AccessContract.Checks;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Consents;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;
using Portal.Tokens;

namespace Portal.Access;

/// <summary>Runs an API's checks on a token, for each operation that the API publishes.</summary>
internal sealed class TokenInspector(
    ContractStore contracts,
    ValidationStore validations,
    OnBehalfOf onBehalfOf,
    IOptions<AzureAdSettings> azureAd,
    TimeProvider time)
{
    /// <summary>Checks the caller's own token for <paramref name="api"/>, or reports why there is none.</summary>
    public async Task<(ApiInspection Inspection, TokenContent? Token)> InspectOwnAsync(
        string api, HttpContext context, CancellationToken cancellationToken)
    {
        TokenContent? token = null;
        ApiProblem? problem = null;
        try
        {
            token = await onBehalfOf.DecodeTokenAsync(
                api, context.User, context.Request.WantsFreshTokens(), cancellationToken);
        }
        catch (ProblemException exception)
        {
            problem = exception.Problem.Traced(context);
        }

        var consent = ConsentEvaluation.Evaluate(api, onBehalfOf.Requested(api), token, problem);
        return (await InspectAsync(api, token, problem, context, cancellationToken) with { Consent = consent }, token);
    }

    /// <summary>Checks any token. Without a token, only the requirements are listed.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<ApiInspection> InspectAsync(
        string api, TokenContent? token, ApiProblem? problem, HttpContext context, CancellationToken cancellationToken)
    {
        ApiContract contract;
        try
        {
            contract = await contracts.GetAsync(api, cancellationToken);
        }
        catch (ProblemException exception)
        {
            return new ApiInspection(api, api, Published: false, [], Problem: problem ?? exception.Problem.Traced(context));
        }

        var rules = await RulesAsync(api, cancellationToken);
        return new ApiInspection(
            api,
            contract.Title,
            rules.Published,
            [.. PublishedOperations.Of(contract).Select(o => new OperationInspection(
                o.Name, o.View, o.Title, o.Call, Evaluate(token, rules, o.Alternatives, problem)))],
            Problem: problem);
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
        return Verdict.Of(token, await RulesAsync(api, cancellationToken), found.Alternatives, time.GetUtcNow());
    }

    /// <summary>Checks a token for a call that accepts these alternatives.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<Verdict> EvaluateAsync(
        string api, IReadOnlyList<AccessAlternative> alternatives, TokenContent? token, ApiProblem? problem, CancellationToken cancellationToken) =>
        Evaluate(token, await RulesAsync(api, cancellationToken), alternatives, problem);

    private Verdict Evaluate(
        TokenContent? token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, ApiProblem? problem)
    {
        if (token is not null)
            return Verdict.Of(token, rules, alternatives, time.GetUtcNow());

        var reason = problem is null ? "There is no token to check." : $"There is no token yet: {problem.Title}.";
        return Verdict.WithoutToken(rules, alternatives, reason);
    }

    private async Task<ApiRules> RulesAsync(string api, CancellationToken cancellationToken)
    {
        var published = await validations.GetAsync(api, cancellationToken);
        if (published.Count > 0)
            return ApiRules.Of(api, published);

        var resources = ScopeName.Resources(onBehalfOf.Scopes(api));
        return ApiRules.Usual(api, azureAd.Value.Authority, $"{azureAd.Value.TenantId}", resources);
    }
}
