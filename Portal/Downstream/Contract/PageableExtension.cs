using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary><c>x-ms-pageable</c> of an operation, which generators of Azure clients read too.</summary>
/// <param name="Rows">The property with the rows; null if it is not named.</param>
/// <param name="Next">The property with the link of the next page; null if it is not named.</param>
internal sealed record PageableExtension(string? Rows, string? Next)
{
    private const string Name = "x-ms-pageable";

    public static PageableExtension Of(OpenApiOperation operation) =>
        SchemaShape.Extension(operation.Extensions, Name) is JsonObject pageable
            ? new(Text(pageable, "itemName"), Text(pageable, "nextLinkName"))
            : new(null, null);

    private static string? Text(JsonObject pageable, string name) =>
        pageable[name] is { } value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
            ? text
            : null;
}
