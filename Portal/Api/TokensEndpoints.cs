using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Api;

/// <summary>The caller's tokens, decoded and explained. Raw tokens and signatures never leave the backend.</summary>
internal static class TokensEndpoints
{
    private const int MostClaims = 500;
    private const int LongestClaim = 20 * 1024;

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", GetTokens).WithSummary("The portal token of the caller and one token per downstream API, decoded.");
        api.MapPost("/tokens/explain", Explain).WithSummary("Says what decoded claims mean. Nothing is stored.");
    }

    private static async Task<Ok<TokenReport>> GetTokens(
        HttpContext context,
        DownstreamApis apis,
        OnBehalfOf onBehalfOf,
        CancellationToken cancellationToken)
    {
        // Read from the header: the principal also holds what the library added to the token's own claims.
        var own = DecodedToken.ReadClaims(context.Request.Headers.Authorization);
        var tokens = new List<TokenView> { TokenViews.Create(TokenHops.Portal, own) };
        var consents = new List<ApiConsent>();
        foreach (var name in apis.Names)
        {
            var (token, problem) = await TryGetAsync(name, context, onBehalfOf, cancellationToken);
            tokens.Add(token);
            consents.Add(Consents.Judge(name, onBehalfOf.Scopes(name), problem));
        }

        return TypedResults.Ok(new TokenReport(tokens, consents));
    }

    private static async Task<(TokenView Token, ApiProblem? Problem)> TryGetAsync(
        string api, HttpContext context, OnBehalfOf onBehalfOf, CancellationToken cancellationToken)
    {
        try
        {
            return (TokenViews.Create(api, await onBehalfOf.GetTokenClaimsAsync(api, context.User, cancellationToken)), null);
        }
        catch (DownstreamException exception)
        {
            return (TokenViews.Absent(api, exception.Problem.Traced(context)), exception.Problem);
        }
    }

    private static Results<Ok<TokenView>, ProblemHttpResult> Explain(ExplainRequest body)
    {
        if (body.Claims.Count > MostClaims || body.Claims.Any(c => c.Value.Length > LongestClaim))
        {
            throw new DownstreamException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                "Too many claims",
                $"At most {MostClaims} claims of at most {LongestClaim} characters can be explained."));
        }

        return TypedResults.Ok(TokenViews.Create(body.Hop, [.. body.Claims.Select(c => new Claim(c.Name, c.Value))]));
    }
}
