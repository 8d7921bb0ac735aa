namespace AppB.Sample.Query;

/// <summary>A row of a collection: its id is unique and breaks every tie of an order.</summary>
public interface IRow
{
    long Id { get; }
}

/// <summary>The column may be named in $orderby: an index with the row's id serves it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SortableAttribute : Attribute;

/// <summary>The column may be named in $filter: an index serves it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterableAttribute : Attribute;

/// <summary>$search looks into the column: it is in the full-text index.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SearchableAttribute : Attribute;
