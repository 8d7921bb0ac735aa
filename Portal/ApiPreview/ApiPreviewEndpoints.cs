using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.ApiPreview;

/// <summary>What the portal would read from an API that is not in its settings, for administrators. Nothing is stored.</summary>
internal static class ApiPreviewEndpoints
{
    internal const string Unreadable = "This API cannot be tried";

    // JSON can take six bytes for a character of the document.
    private const int MaxBytes = 6 * ApiPreviewRequest.MaxDocumentBytes;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    public static void AddApiPreview(this IServiceCollection services)
    {
        services.AddScoped<ApiPreviewReader>();
        services.AddApiDocumentClient();
    }

    public static void MapApiPreview(this IEndpointRouteBuilder api) => api.MapPost("/admin/api-preview", Preview)
        .Accepts<ApiPreviewRequest>(MediaTypeNames.Application.Json)
        .WithSummary("The views, requirements and settings of an API by its address or its OpenAPI document. Nothing is stored.");

    private static async Task<Ok<ApiPreviewReport>> Preview(
        HttpRequest request, ApiPreviewReader reader, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ApiPreviewRequest>(request, MaxBytes, Unreadable, Json, cancellationToken);
        var report = body switch
        {
            { Address: { Length: > 0 } address, Document: null or "" } =>
                await reader.ReadAsync(address, InternalAddresses.Refused, cancellationToken),
            { Document: { Length: > 0 } document, Address: null or "" } => ApiPreviewReader.Read(document),
            _ => throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, Unreadable,
                "Send the address of an API, or its OpenAPI document, and not both.")),
        };
        return TypedResults.Ok(report);
    }
}
