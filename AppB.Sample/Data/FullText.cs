using AppB.Sample.Query;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Data;

/// <summary>The full-text tables, and queries on them.</summary>
internal static class FullText
{
    /// <summary>The indexed columns by table.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Columns = new Dictionary<string, string[]>
    {
        ["Orders"] = ["Number", "CustomerName", "Note"],
        ["Customers"] = ["Name", "City"],
        ["Products"] = ["Sku", "Name"],
    };

    public static string TableOf(string table) => $"{table}Text";

    /// <summary>Keeps '-' inside words: ORD-000123 is one word, so a price cannot match its number.</summary>
    public static IEnumerable<string> CreateScript() => Columns.SelectMany(c => (string[])
    [
        $"""
        CREATE VIRTUAL TABLE {TableOf(c.Key)} USING fts5({string.Join(", ", c.Value)},
            content='{c.Key}', content_rowid='Id', prefix='2 3', tokenize="unicode61 tokenchars '-'")
        """,
        $"INSERT INTO {TableOf(c.Key)}({TableOf(c.Key)}) VALUES ('rebuild')",
    ]);

    /// <summary>
    /// All rows, or the newest ones that match <paramref name="match"/>. The table name comes from the model.
    /// </summary>
    public static IQueryable<TEntity> Matching<TEntity>(this AppBContext data, DbSet<TEntity> all, string? match)
        where TEntity : class
    {
        if (match is null)
            return all;

        var table = all.EntityType.GetTableName()!;
        var text = TableOf(table);
        var sql = $"""
            SELECT * FROM {table} WHERE Id IN (
                SELECT rowid FROM {text} WHERE {text} MATCH {"{0}"} ORDER BY rowid DESC LIMIT {QueryLimits.SearchLimit})
            """;
        return data.Set<TEntity>().FromSqlRaw(sql, match);
    }

    /// <summary>
    /// The number of rows that match, up to <see cref="QueryLimits.SearchLimit"/>. The full-text index alone knows it; looking
    /// up each row takes nine times as long.
    /// </summary>
    public static Task<int> CountMatchesAsync<TEntity>(
        this AppBContext data, DbSet<TEntity> all, string match, CancellationToken cancellationToken)
        where TEntity : class
    {
        var text = TableOf(all.EntityType.GetTableName()!);
        var sql = $"""
            SELECT count(*) AS Value FROM (
                SELECT rowid FROM {text} WHERE {text} MATCH {"{0}"} LIMIT {QueryLimits.SearchLimit})
            """;
        return data.Database.SqlQueryRaw<int>(sql, match).SingleAsync(cancellationToken);
    }
}
