using System.Net.Mime;
using System.Security.Claims;
using System.Text.Json;
using AccessContract;
using AccessContract.Pasting;
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
    private const int MaxTokens = 10;
    private const int MaxBytes = 1024 * 1024;
    private const string Unreadable = "These claims cannot be read";

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tokens/explain", Explain).Accepts<ExplainRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Explains decoded claims. Nothing is stored.");
        api.MapPost("/tokens/compare", Compare).Accepts<CompareRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Compares two decoded tokens. Nothing is stored.");
        api.MapPost("/tokens/decode", Decode)
            .WithSummary("Finds and decodes the tokens in pasted text, in the member token of a JSON object, and checks them for each "
                + "downstream API. The text is not stored or forwarded.");
    }

    private static async Task<Ok<TokenView>> Explain(HttpRequest request, TokenViews views, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<ExplainRequest>(request, cancellationToken);
        Check(body.Claims);
        return TypedResults.Ok(views.Create(body.Hop, TokenContent.OfClaims(Claims(body.Claims))));
    }

    private static async Task<Ok<TokenDifferences>> Compare(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<CompareRequest>(request, cancellationToken);
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
        var paste = await PastedToken.ReadAsync(context.Request, cancellationToken);
        var stamp = stamps.Of(context);
        var tokens = new List<TokenInspection>();
        foreach (var found in paste.Tokens.Take(MaxTokens))
        {
            var access = new List<ApiAccess>();
            foreach (var name in apis.Names)
                access.Add(await CheckAsync(name, found, reader, context, cancellationToken));
            tokens.Add(new TokenInspection(views.Create(TokenHops.PastedAt(tokens.Count + 1), found.Content), access, stamp));
        }

        IReadOnlyList<string> left = paste.Tokens.Count > MaxTokens
            ? [$"The text has {paste.Tokens.Count} tokens; the first {MaxTokens} are listed."]
            : [];
        return TypedResults.Ok(tokens[0] with
        {
            Notes = [.. paste.Notes, .. left],
            Others = tokens[1..],
            IsChoice = paste.Kind == PasteKind.SeveralTokens,
        });
    }

    // Pasted claims have no signature.
    private static Task<ApiAccess> CheckAsync(
        string api, FoundToken found, AccessReader reader, HttpContext context, CancellationToken cancellationToken) =>
        DecodedToken.Of(found.Compact, SignatureEvidence.Unchecked) is { Token: not null } decoded
            ? reader.InspectAsync(api, decoded, context, cancellationToken)
            : reader.CheckAsync(api, found.Content, problem: null, context, cancellationToken);

    private static Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class =>
        JsonBody.ReadAsync<T>(request, MaxBytes, Unreadable, Json, cancellationToken);

    private static List<Claim> Claims(IReadOnlyList<ClaimValue> claims) => [.. claims.Select(c => new Claim(c.Name, c.Value))];

    private static void Check(IReadOnlyList<ClaimValue> claims)
    {
        if (claims.Count > MaxClaims || claims.Any(c => c.Value.Length > MaxClaimLength))
        {
            throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                Unreadable,
                $"At most {MaxClaims} claims of at most {MaxClaimLength} characters can be explained, each with a name and a value."));
        }
    }
}
