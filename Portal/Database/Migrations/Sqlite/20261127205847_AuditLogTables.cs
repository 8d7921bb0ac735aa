using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Database.Migrations.Sqlite;

/// <summary>
/// The audit log. Files of versions without migrations have this table already; their rows stay as they are.
/// </summary>
internal sealed partial class AuditLogTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE IF NOT EXISTS entries (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, action TEXT NOT NULL,
            target TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, trace TEXT NOT NULL, hash TEXT NOT NULL,
            change TEXT);
        CREATE TRIGGER IF NOT EXISTS entries_stay_as_they_are BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'Audit log entries cannot be changed.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'Audit log entries cannot be deleted.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_follow BEFORE INSERT ON entries
            WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
            BEGIN SELECT RAISE(ABORT, 'Audit log entries can only be appended in order.'); END;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The audit log is not deleted.");
}
