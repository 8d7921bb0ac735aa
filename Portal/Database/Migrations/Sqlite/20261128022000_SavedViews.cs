using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Database.Migrations.Sqlite;

/// <summary>The views that users saved.</summary>
internal sealed partial class SavedViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE saved_views (
            id TEXT NOT NULL CONSTRAINT "PK_saved_views" PRIMARY KEY, owner TEXT NOT NULL, api TEXT NOT NULL,
            view TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL);
        CREATE INDEX "IX_saved_views_owner" ON saved_views (owner);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE saved_views;");
}
