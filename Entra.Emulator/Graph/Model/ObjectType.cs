using Entra.Emulator.Graph.Queries;

namespace Entra.Emulator.Graph.Model;

/// <summary>An object type: its properties in order, and which of them are returned by default.</summary>
internal sealed class ObjectType<T>(string name, IReadOnlyList<ObjectProperty<T>> properties)
{
    private readonly Dictionary<string, ObjectProperty<T>> _byName = properties.ToDictionary(p => p.Name, StringComparer.Ordinal);

    public string ODataType => $"#microsoft.graph.{name}";

    public object? Value(T item, string property) => Find(property).Value(item);

    public void RequireFilterable(string property)
    {
        if (!Find(property).IsFilterable)
        {
            throw new GraphErrorException(GraphError.Unsupported(
                $"Unsupported or invalid query filter clause specified for property '{property}' of resource '{name}'."));
        }
    }

    public bool Matches(T item, FilterNode where) => where.Matches(property => Value(item, property));

    /// <summary>The selected properties, or the default ones, after those in <paramref name="into"/>.</summary>
    public Dictionary<string, object?> Write(T item, IReadOnlyList<string>? select, Dictionary<string, object?>? into = null)
    {
        var written = into ?? [];
        if (select is null || select.Contains("*"))
        {
            foreach (var property in properties.Where(p => !p.IsSelectOnly))
                written[property.Name] = property.Value(item);
        }
        else
        {
            foreach (var property in select)
                written[property] = Value(item, property);
        }

        return written;
    }

    private ObjectProperty<T> Find(string property) => _byName.GetValueOrDefault(property)
        ?? throw new GraphErrorException(GraphError.BadRequest(
            $"Could not find a property named '{property}' on type 'microsoft.graph.{name}'."));
}

internal sealed record ObjectProperty<T>(string Name, Func<T, object?> Value)
{
    /// <summary>Returned only when selected.</summary>
    public bool IsSelectOnly { get; init; }

    public bool IsFilterable { get; init; }

    public static ObjectProperty<T> Filterable(string name, Func<T, object?> value) => new(name, value) { IsFilterable = true };

    public static ObjectProperty<T> SelectOnly(string name, Func<T, object?> value) => new(name, value) { IsSelectOnly = true };

    /// <summary>Properties that the tenant file does not define; they are always null.</summary>
    public static IEnumerable<ObjectProperty<T>> AlwaysNull(params string[] names) =>
        names.Select(name => new ObjectProperty<T>(name, _ => null));
}
