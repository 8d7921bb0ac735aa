using System.Reflection;
using System.Text.Json.Nodes;
using AppB.Sample.Data;
using AppB.Sample.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Publishes which query options a column supports, and types that the generator omits.</summary>
internal sealed class ColumnSchemaTransformer : IOpenApiSchemaTransformer
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

            schema.Extensions["x-filter-operators"] = new JsonNodeExtension(
                Strings(attributes.IsDefined(typeof(FilterableAttribute), inherit: false) ? FilterOperators.Of(type) : []));
        }

        if (context.JsonPropertyInfo?.AttributeProvider is { } provider
            && provider.GetCustomAttributes(typeof(OnlyValueAttribute), inherit: false) is [OnlyValueAttribute only])
        {
            schema.Enum = [JsonValue.Create(only.Value)];
        }

        foreach (var (extension, value) in Hints(context.JsonPropertyInfo?.AttributeProvider))
        {
            schema.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            schema.Extensions[extension] = new JsonNodeExtension(value);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Extension, string Value)> Hints(ICustomAttributeProvider? property) =>
        (property?.GetCustomAttributes(inherit: false) ?? []).Select(attribute => attribute switch
        {
            ValuesFromAttribute from => ("x-values-from", from.Property),
            CurrencyInAttribute currency => ("x-currency", currency.Property),
            RefersToAttribute other => ("x-refers-to", other.Collection),
            _ => ("", ""),
        }).Where(hint => hint.Item1.Length > 0);

    private static JsonArray Strings(IReadOnlyList<string> values) => [.. values.Select(v => JsonValue.Create(v))];
}
