using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Database.Migrations.PostgreSql;

/// <summary>The views that users saved.</summary>
internal sealed partial class SavedViews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE saved_views (
            id text NOT NULL CONSTRAINT "PK_saved_views" PRIMARY KEY, owner text NOT NULL, api text NOT NULL,
            view text NOT NULL, name text NOT NULL, query text NOT NULL);
        CREATE INDEX "IX_saved_views_owner" ON saved_views (owner);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE saved_views;");
}
