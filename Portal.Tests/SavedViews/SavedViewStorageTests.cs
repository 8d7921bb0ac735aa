using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Contracts.Problems;
using Portal.Contracts.SavedViews;
using Portal.Database;
using Portal.Problems;
using Portal.SavedViews;
using Portal.Tests.Support;

namespace Portal.Tests.SavedViews;

/// <summary>Saved views in both kinds of storage, and what they say while it cannot be used.</summary>
[Collection(PostgresGroup.Name)]
public sealed class SavedViewStorageTests(PostgresServer server)
{
    private static readonly SavedViewDraft Draft = new("AppB", "orders", "Large orders", "?filter=total%20ge%20100");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task View_in_a_file_is_saved_renamed_and_deleted()
    {
        using var folder = new TemporaryFolder();
        using var file = new SqliteFile(Path.Combine(folder.Path, "audit.db"));

        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task View_in_a_database_is_saved_renamed_and_deleted()
    {
        await using var database = await OpenServerAsync();

        await AssertKeptAsync(database);
    }

    [Fact]
    public async Task Migrations_create_the_tables_of_the_model()
    {
        using var folder = new TemporaryFolder();
        using var file = new SqliteFile(Path.Combine(folder.Path, "audit.db"));
        await using var database = await OpenServerAsync();
        await using var inFile = await file.OpenAsync(Cancellation);
        await using var onServer = await database.OpenAsync(Cancellation);

        Assert.False(inFile.Database.HasPendingModelChanges());
        Assert.False(onServer.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Damaged_storage_is_a_problem_of_saved_views_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.db");
        await File.WriteAllTextAsync(path, "not a database, and longer than the header of one would be", Cancellation);
        using var file = new SqliteFile(path);

        var exception = await Assert.ThrowsAsync<ProblemException>(() => NewStore(file).ReadAsync("alice", Cancellation));

        Assert.Equal((ProblemCodes.SavedViewsUnavailable, 503), (exception.Problem.Code, exception.Problem.Status));
    }

    private async Task<PostgreSqlServer> OpenServerAsync() =>
        new(DatabaseConnection.Parse(await server.CreateDatabaseAsync(), managedIdentity: null));

    private static SavedViewStore NewStore(IPortalStorage storage) =>
        new(storage, TimeProvider.System, NullLogger<SavedViewStore>.Instance);

    private static async Task AssertKeptAsync(IPortalStorage storage)
    {
        var store = NewStore(storage);
        var saved = (await store.AddAsync("alice", Draft, Cancellation))!;

        Assert.False(await store.RenameAsync("bob", saved.Id, "Mine", Cancellation));
        Assert.True(await store.RenameAsync("alice", saved.Id, "Big ones", Cancellation));
        Assert.Equal([saved with { Name = "Big ones" }], await NewStore(storage).ReadAsync("alice", Cancellation));
        Assert.Empty(await store.ReadAsync("bob", Cancellation));
        Assert.False(await store.RemoveAsync("bob", saved.Id, Cancellation));
        Assert.True(await store.RemoveAsync("alice", saved.Id, Cancellation));
        Assert.Empty(await store.ReadAsync("alice", Cancellation));
    }
}
