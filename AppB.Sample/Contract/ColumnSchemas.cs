using AppB.Sample.Data;
using AppB.Sample.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Publishes the attributes that the query options obey, and types that the generator leaves open.</summary>
internal sealed class ColumnSchemas : IOpenApiSchemaTransformer
{
    private static readonly (string Extension, Type Attribute)[] Extensions =
    [
        ("x-sortable", typeof(SortableAttribute)),
        ("x-filterable", typeof(FilterableAttribute)),
        ("x-searchable", typeof(SearchableAttribute)),
    ];

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(decimal))
        {
            schema.Format = "decimal";
            schema.MultipleOf = MinorUnits.Smallest;
        }

        if (type.IsEnum)
            schema.Type ??= JsonSchemaType.String;

        if (context.JsonPropertyInfo is { AttributeProvider: { } attributes, DeclaringType: { } row }
            && row.IsAssignableTo(typeof(IRow)))
        {
            schema.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            foreach (var (extension, attribute) in Extensions)
                schema.Extensions[extension] = new JsonNodeExtension(attributes.IsDefined(attribute, inherit: false));
        }

        return Task.CompletedTask;
    }
}
