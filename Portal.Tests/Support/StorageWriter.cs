using System.Globalization;
using System.Security.Cryptography;
using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Audit;
using Portal.Auth.Storage;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Database;

namespace Portal.Tests.Support;

/// <summary>
/// The databases of one data directory. A child process writes to them, as the apps do, until it is killed; the test then
/// opens them again.
/// </summary>
internal sealed class StorageWriter : IDisposable
{
    public const string FolderVariable = "STORAGE_WRITER_FOLDER";

    private static readonly AuditActor Carol = new("oid-carol", "carol@contoso.example");

    public StorageWriter(string folder)
    {
        var file = new SqliteFile(Path.Combine(folder, "audit.db"));
        var protection = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "keys")));
        Audit = new AuditLog(
            file, new AuditKeys(new AuditKeyFile(file), protection), TimeProvider.System, NullLogger<AuditLog>.Instance);
        Cache = new ResilientCache(
            new FileStore(Path.Combine(folder, "token-cache.db"), TimeProvider.System, NullLogger<FileStore>.Instance),
            TimeProvider.System,
            NullLogger<ResilientCache>.Instance);
        Tenant = new TenantDatabase(new StateFiles(folder));
    }

    public AuditLog Audit { get; }

    public ResilientCache Cache { get; }

    public TenantDatabase Tenant { get; }

    public void Dispose()
    {
        Audit.Dispose();
        Cache.Dispose();
        Tenant.Dispose();
    }

    /// <summary>
    /// Makes changes to the tenant, each recorded before and after, and signs users in and out. Prints what a crash must
    /// not undo.
    /// </summary>
    public async Task WriteAsync(TextWriter output)
    {
        for (var i = 0; ; i++)
        {
            var change = $"{Guid.NewGuid()}";
            await Audit.AppendAsync(Carol, Note(change, AuditOutcomes.Intended), CancellationToken.None);
            Tenant.Execute(
                "INSERT INTO redeemed_tokens VALUES ($id, $at)",
                ("$id", change), ("$at", i.ToString(CultureInfo.InvariantCulture)));
            await Audit.AppendOutcomeAsync(Carol, Note(change, ChangeStates.Done));

            Cache.Set($"stays {i % 20}", RandomNumberGenerator.GetBytes(2_000), new DistributedCacheEntryOptions());
            Cache.Set(change, RandomNumberGenerator.GetBytes(2_000), new DistributedCacheEntryOptions());
            Cache.Remove(change);
            await output.WriteLineAsync(change);
            await output.FlushAsync();
        }
    }

    private static AuditNote Note(string change, string outcome) => new(
        "role.assign",
        "AppB / Orders.Read",
        change,
        outcome,
        new AuditChange(change, Role: new RecordedRole("AppB", "sp", "assign", change, "read")));
}
