using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text.Json;
using AppB.Sample.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Portal.Benchmarks.Hop.Peers;

namespace Portal.Benchmarks.Orders.Peers;

/// <summary>The floor: one prepared statement per connection, written as JSON row by row.</summary>
internal sealed class SqliteOrders(string connectionString)
{
    private const string Sql =
        "SELECT Id, Number, CustomerId, CustomerName, Status, PlacedOn, Total, Note FROM Orders ORDER BY Id LIMIT @top";

    private static readonly string[] Statuses = Enum.GetNames<OrderStatus>();

    private readonly ConcurrentBag<SqliteCommand> _idle = [];

    public static WebApplication Build(string[] args)
    {
        var builder = OrderPeer.Create(args);
        var orders = new SqliteOrders(OrderPeer.ConnectionString(builder.Configuration));
        var app = builder.BuildWithAuthentication();
        app.MapGet(OrderPeer.Route, (HttpContext context, [FromQuery(Name = "$top")] int top) =>
            orders.WriteAsync(context.Response, top, context.RequestAborted)).RequireAuthorization();
        return app;
    }

    private async Task WriteAsync(HttpResponse response, int top, CancellationToken cancellationToken)
    {
        response.ContentType = MediaTypeNames.Application.Json;
        if (!_idle.TryTake(out var command))
            command = Prepare();

        command.Parameters[0].Value = top;
        using (var reader = command.ExecuteReader())
        using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteStartArray("value"u8);
            while (reader.Read())
                Write(json, reader);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        _idle.Add(command);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, SqliteDataReader row)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, row.GetInt64(0));
        json.WriteString("number"u8, row.GetString(1));
        json.WriteNumber("customerId"u8, row.GetInt64(2));
        json.WriteString("customerName"u8, row.GetString(3));
        json.WriteString("status"u8, Statuses[row.GetInt32(4)]);
        json.WriteString("placedOn"u8, row.GetString(5));
        json.WriteNumber("total"u8, row.GetInt64(6) / 100m);
        json.WriteString("currency"u8, "EUR"u8);
        json.WriteString("note"u8, row.IsDBNull(7) ? null : row.GetString(7));
        json.WriteEndObject();
    }

    private SqliteCommand Prepare()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("@top", 0);
        command.Prepare();
        return command;
    }
}
