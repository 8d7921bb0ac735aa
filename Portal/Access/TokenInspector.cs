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

/// <summary>Asks of a token, for each operation that an API publishes, what the API would say to it.</summary>
internal sealed class TokenInspector(
    ContractStore contracts,
    ValidationStore validations,
    OnBehalfOf onBehalfOf,
    IOptions<AzureAdSettings> azureAd,
    TimeProvider time)
{
    /// <summary>Judges the token that <paramref name="api"/> is called with for the caller, or says why there is none.</summary>
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

        var consent = ConsentEvaluation.Judge(api, onBehalfOf.Requested(api), token, problem);
        return (await InspectAsync(api, token, problem, context, cancellationToken) with { Consent = consent }, token);
    }

    /// <summary>Judges any token. Without one, only what would be demanded of it is told.</summary>
    /// <param name="problem">Why there is none.</param>
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
                o.Name, o.View, o.Title, o.Call, InspectionMapper.Of(Judge(token, rules, o.Alternatives, problem))))],
            Problem: problem);
    }

    /// <summary>What <paramref name="api"/> says to the caller's token for one operation; null for one that it does not publish.</summary>
    /// <exception cref="ProblemException">The token or the contract cannot be had.</exception>
    public async Task<TokenVerdict?> JudgeOwnAsync(string api, string operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var published = PublishedOperations.Of(await contracts.GetAsync(api, cancellationToken));
        if (published.FirstOrDefault(o => o.Name.Equals(operation, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;

        var token = await onBehalfOf.DecodeTokenAsync(api, user, fresh: false, cancellationToken);
        return InspectionMapper.Of(Verdict.Of(token, await RulesAsync(api, cancellationToken), found.Alternatives, time.GetUtcNow()));
    }

    /// <summary>What <paramref name="api"/> would say to a token for a call with these alternatives.</summary>
    /// <param name="problem">Why there is no token.</param>
    public async Task<TokenVerdict> JudgeAsync(
        string api, IReadOnlyList<AccessAlternative> alternatives, TokenContent? token, ApiProblem? problem, CancellationToken cancellationToken) =>
        InspectionMapper.Of(Judge(token, await RulesAsync(api, cancellationToken), alternatives, problem));

    private Verdict Judge(TokenContent? token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, ApiProblem? problem) => token is null
        ? Verdict.WithoutToken(rules, alternatives, problem is null ? "There is no token to judge." : $"There is no token yet: {problem.Title}.")
        : Verdict.Of(token, rules, alternatives, time.GetUtcNow());

    private async Task<ApiRules> RulesAsync(string api, CancellationToken cancellationToken)
    {
        var published = await validations.GetAsync(api, cancellationToken);
        if (published.Count > 0)
            return ApiRules.Of(api, published);

        var expected = azureAd.Value.Expectations(namesIssuers: false);
        var resources = ScopeName.Resources(onBehalfOf.Scopes(api));
        return ApiRules.Usual(api, expected.Authority, expected.Tenant, resources);
    }
}
