using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>The OpenAPI document, written once, since it does not change while the app runs.</summary>
internal sealed class PublishedContract(
    [FromKeyedServices(PublishedContract.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";
    public const string Route = $"/openapi/{Name}.json";

    private readonly Lazy<Task<byte[]>> _json = new(() => WriteAsync(documents));

    public async Task<FileContentHttpResult> GetAsync()
    {
        var json = await _json.Value;
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(json))[..16]}\"");
        return TypedResults.Bytes(json, "application/json", entityTag: tag);
    }

    // Not cancelled with the first request: all later requests get the same document.
    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return stream.ToArray();
    }
}
