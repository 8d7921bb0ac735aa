using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Contracts.Demo;
using Portal.Data;
using Portal.Downstream;

namespace Portal.Demo;

/// <summary>Sends a downstream API a tampered token and compares the response with the portal's verdict.</summary>
internal static class TamperedTokenEndpoints
{
    public static void MapTamperedTokens(this IEndpointRouteBuilder demo) =>
        demo.MapPost("/forgeries", SendTampered).Accepts<TamperedTokenRequest>(MediaTypeNames.Application.Json)
            .WithSummary("Sends a downstream API a token with a known or a custom kind of tampering.");

    private static async Task<Ok<TamperedTokenResult>> SendTampered(
        HttpContext context,
        ViewFinder views,
        TamperedTokens tamperedTokens,
        AccessReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var body = await DemoBody.ReadAsync<TamperedTokenRequest>(context.Request, cancellationToken);
        DemoBody.Check(Errors(body));
        var (api, view) = await views.FindAsync(body.Api, body.View, cancellationToken);
        var good = tamperedTokens.Begin(api, context.User);
        var tokenRequest = body.Choice is { } choice ? good.With(choice) : good.With(body.Fault, time)
            ?? throw DemoBody.Refused(new FieldError("fault", "Unknown kind of tampering."));

        using var tampering = await tamperedTokens.SendAsync(api, view.Path, tokenRequest, cancellationToken);
        var response = tampering.Response;
        var refusal = response.StatusCode == HttpStatusCode.OK ? null : await ErrorResponseReader.ReadAsync(response, api, cancellationToken);
        return TypedResults.Ok(new TamperedTokenResult(
            api,
            (int)response.StatusCode,
            refusal?.Code,
            refusal?.Detail,
            refusal?.Access?.Failed is [var failed, ..] ? failed : null,
            await reader.InspectAsync(api, view.View.Required, tampering.Token, cancellationToken),
            tampering.Differences));
    }

    private static IEnumerable<FieldError> Errors(TamperedTokenRequest body) => (body.Fault, body.Choice) switch
    {
        (TamperingFaults.Chosen, { } choice) => DemoChecks.Of(choice).Select(m => m with { Field = $"choice.{m.Field}" }),
        (TamperingFaults.Chosen, null) => [new("choice", "The changes are missing.")],
        (_, not null) => [new("choice", $"Only with the fault {TamperingFaults.Chosen}.")],
        _ => [],
    };
}
