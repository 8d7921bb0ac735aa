using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entra.Emulator.Tenant;
using Portal.Tests.Rules;

namespace Portal.Tests.Emulator.Tenant;

/// <summary>The JSON schema and the records describe the same file.</summary>
public sealed class TenantSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        SourceFile.ReadAll("Entra.Emulator/Tenant", ".schema.json").Single().Text).RootElement;

    [Fact]
    public void Schema_matches_the_code()
    {
        var differences = new List<string>();
        Compare(typeof(TenantDirectory), Schema, "$", differences);

        Assert.Empty(differences);
    }

    private static void Compare(Type type, JsonElement schema, string path, List<string> differences)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .ToDictionary(NameOf, p => Inner(p.PropertyType));
        var described = schema.GetProperty("properties").EnumerateObject()
            .ToDictionary(p => p.Name, p => Resolve(p.Value));
        differences.AddRange(members.Keys.Except(described.Keys).Select(name => $"{path}.{name} is not in the schema"));
        differences.AddRange(described.Keys.Except(members.Keys).Select(name => $"{path}.{name} is not in the code"));

        foreach (var (name, member) in members.Where(m => m.Value.Namespace == type.Namespace && !m.Value.IsEnum))
            Compare(member, described[name], $"{path}.{name}", differences);
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static Type Inner(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))
        ? type.GetGenericArguments()[^1]
        : type;

    private static JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
            return Resolve(items);

        return schema.TryGetProperty("$ref", out var reference)
            ? Schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }
}
