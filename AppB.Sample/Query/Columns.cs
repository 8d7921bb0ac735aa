namespace AppB.Sample.Query;

/// <summary>A row of a collection. Its id is unique and breaks ties when sorting.</summary>
public interface IRow
{
    long Id { get; }
}

/// <summary>$orderby supports the column, which has an index.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SortableAttribute : Attribute;

/// <summary>$filter supports the column, which has an index.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterableAttribute : Attribute;

/// <summary>$search includes the column, which is in the full-text index.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SearchableAttribute : Attribute;
