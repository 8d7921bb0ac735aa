using System.Security.Claims;
using AccessContract;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Diagnostics;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Tokens;

/// <summary>Decodes, explains and compares tokens. Raw tokens and signatures never leave the backend.</summary>
internal static class TokensEndpoints
{
    private const int MaxClaims = 500;
    private const int MaxClaimLength = 20 * 1024;

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tokens/explain", Explain).WithSummary("Explains decoded claims. Nothing is stored.");
        api.MapPost("/tokens/compare", Compare).WithSummary("Compares two decoded tokens. Nothing is stored.");
        api.MapPost("/tokens/decode", Decode)
            .WithSummary("Decodes a pasted token, in the member token of a JSON object, and checks it for each downstream API. "
                + "The token is not stored or forwarded.");
    }

    private static Ok<TokenView> Explain(ExplainRequest body, TokenViews views)
    {
        Check(body.Claims);
        return TypedResults.Ok(views.Create(body.Hop, TokenContent.OfClaims(Claims(body.Claims))));
    }

    private static Ok<TokenDifferences> Compare(CompareRequest body)
    {
        Check(body.Left);
        Check(body.Right);
        return TypedResults.Ok(new TokenDifferences(TokenComparison.Of(Claims(body.Left), Claims(body.Right))));
    }

    private static async Task<Ok<TokenInspection>> Decode(
        HttpContext context,
        DownstreamApis apis,
        AccessReader reader,
        TokenViews views,
        ReportStamps stamps,
        CancellationToken cancellationToken)
    {
        var decoded = await PastedToken.ReadAsync(context.Request, cancellationToken);
        var found = new List<ApiAccess>();
        foreach (var name in apis.Names)
            found.Add(await reader.InspectAsync(name, decoded, context, cancellationToken));

        var view = views.Create(TokenHops.Pasted, decoded.Token ?? TokenContent.Unreadable);
        return TypedResults.Ok(new TokenInspection(view, found, stamps.Of(context)));
    }

    private static List<Claim> Claims(IReadOnlyList<ClaimValue> claims) => [.. claims.Select(c => new Claim(c.Name, c.Value))];

    private static void Check(IReadOnlyList<ClaimValue> claims)
    {
        // The JSON reader rejects missing members, but not null entries in a list.
        if (claims.Count > MaxClaims || claims.Any(c => c is null || c.Value.Length > MaxClaimLength))
        {
            throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                "These claims cannot be read",
                $"At most {MaxClaims} claims of at most {MaxClaimLength} characters can be explained, each with a name and a value."));
        }
    }
}
