using Microsoft.Data.Sqlite;

namespace AppB.Sample.Data.Seeding;

/// <summary>Inserts the sample data with one prepared statement per table, in one transaction.</summary>
internal static class SeedRows
{
    private const string DateFormat = "yyyy-MM-dd";

    public static void InsertAll(SqliteConnection connection, SampleData sample, CancellationToken cancellationToken)
    {
        Product[] products = [.. Enumerable.Range(1, SampleData.Products).Select(SampleData.Product)];
        Customer[] customers = [.. Enumerable.Range(1, sample.Customers).Select(SampleData.Customer)];

        using var transaction = connection.BeginTransaction();
        using (var insert = new Table(connection, "Products", "Id", "Sku", "Name", "Category", "UnitPrice"))
        {
            foreach (var p in products)
                insert.Row(p.Id, p.Sku, p.Name, (int)p.Category, Cents(p.UnitPrice));
        }

        using (var insert = new Table(connection, "Customers", "Id", "Name", "Segment", "City", "Country", "Since"))
        {
            foreach (var c in customers)
                insert.Row(c.Id, c.Name, (int)c.Segment, c.City, c.Country, Text(c.Since));
        }

        InsertOrders(connection, sample, products, customers, cancellationToken);
        transaction.Commit();
    }

    private static void InsertOrders(
        SqliteConnection connection, SampleData sample, Product[] products, Customer[] customers, CancellationToken cancellationToken)
    {
        using var orderInsert = new Table(connection, "Orders",
            "Id", "Number", "CustomerId", "CustomerName", "Status", "PlacedOn", "Total", "Note", "Version");
        using var lineInsert = new Table(connection, "OrderLines", "OrderId", "Position", "ProductId", "Quantity", "UnitPrice");
        for (var id = 1; id <= sample.Orders; id++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (o, lines) = sample.Order(id, products, customers);
            orderInsert.Row(
                o.Id, o.Number, o.CustomerId, o.CustomerName, (int)o.Status, Text(o.PlacedOn), Cents(o.Total),
                o.Note ?? (object)DBNull.Value, o.Version);
            foreach (var l in lines)
                lineInsert.Row(l.OrderId, l.Position, l.ProductId, l.Quantity, Cents(l.UnitPrice));
        }
    }

    private static long Cents(decimal amount) => (long)(amount * 100);

    private static string Text(DateOnly date) => date.ToString(DateFormat, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Table : IDisposable
    {
        private readonly SqliteCommand _command;

        public Table(SqliteConnection connection, string table, params string[] columns)
        {
            _command = connection.CreateCommand();
#pragma warning disable CA2100 // Table and columns are the constants above.
            _command.CommandText =
                $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})";
#pragma warning restore CA2100
            foreach (var column in columns)
                _command.Parameters.Add(new SqliteParameter { ParameterName = $"@{column}" });
        }

        public void Row(params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
                _command.Parameters[i].Value = values[i];

            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
