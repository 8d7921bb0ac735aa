using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Portal.Tests.Audit;

/// <summary>Writes an audit log in the format from before entries stored what undoing them needs.</summary>
internal static class OldAuditLog
{
    private const string Table =
        """
        CREATE TABLE entries (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL,
            action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, trace TEXT NOT NULL, hash TEXT NOT NULL)
        """;

    /// <param name="actionsAndOutcomes">Pairs of an action and its outcome: one entry each.</param>
    public static void Write(string path, params string[] actionsAndOutcomes)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Table;
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO entries VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var previous = "";
        foreach (var (number, pair) in actionsAndOutcomes.Chunk(2).Index())
        {
            string[] row =
            [
                (number + 1).ToString(CultureInfo.InvariantCulture),
                "2026-02-01T12:00:00.0000000Z",
                "oid-carol",
                "carol@contoso.example",
                pair[0], "AppB / Orders.Read", "User Erin (a0000000-0000-4000-8000-000000000005)", pair[1], "abc",
            ];
            string[] linked = [previous, .. row];
            previous = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(linked)));
            command.Parameters.Clear();
            foreach (var (i, value) in row.Append(previous).Index())
                command.Parameters.AddWithValue($"${i}", value);

            command.ExecuteNonQuery();
        }
    }
}
