using System.Reflection;
using System.Text.Json;
using Microsoft.OData.Edm;
using Microsoft.OData.ModelBuilder;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>
/// The columns that query options of a <typeparamref name="T"/> collection support, read from attributes.
/// </summary>
internal static class CollectionModel<T>
    where T : class, IRow
{
    public static readonly IReadOnlyDictionary<string, PropertyInfo> Columns = typeof(T).GetProperties()
        .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> Sortable = ColumnsWith<SortableAttribute>();
    public static readonly IReadOnlyList<string> Filterable = ColumnsWith<FilterableAttribute>();
    public static readonly IReadOnlyList<string> Searchable = ColumnsWith<SearchableAttribute>();

    /// <summary>The columns that $apply can group by: those with an index, except the id, which is different for each row.</summary>
    public static readonly IReadOnlyList<string> Groupable = [.. Filterable.Where(c => c != "id")];

    /// <summary>The columns that $apply can add up.</summary>
    public static readonly IReadOnlyList<string> Numbers =
        [.. Filterable.Where(c => Columns[c].PropertyType == typeof(decimal) || Columns[c].PropertyType == typeof(int))];

    public static readonly IEdmModel Edm = Build();

    public static ODataQueryOptionParser Parser(IReadOnlyDictionary<string, string> options)
    {
        var set = Edm.EntityContainer.EntitySets().Single();
        return new ODataQueryOptionParser(Edm, set.EntityType, set, new Dictionary<string, string>(options));
    }

    private static string[] ColumnsWith<TAttribute>()
        where TAttribute : Attribute =>
        [.. Columns.Where(c => c.Value.IsDefined(typeof(TAttribute))).Select(c => c.Key)];

    // The namespace appears in the library's messages, where callers should see AppB, not our folders.
    private static IEdmModel Build()
    {
        var builder = new ODataConventionModelBuilder(new OwnAssembly()) { Namespace = "AppB" };
        builder.EnableLowerCamelCase();
        builder.EntitySet<T>(typeof(T).Name).EntityType.HasKey(r => r.Id);
        foreach (var type in builder.StructuralTypes)
            type.Namespace = "AppB";

        return builder.GetEdmModel();
    }

    // Where to look for derived types. By default, the library reads every type of every loaded assembly.
    private sealed class OwnAssembly : IAssemblyResolver
    {
        public IEnumerable<Assembly> Assemblies => [typeof(T).Assembly];
    }
}
