using Microsoft.EntityFrameworkCore.Storage;
using Portal.Auth.Storage;

namespace Portal.Database;

/// <summary>Where the portal keeps what must last: its own SQLite file, or a PostgreSQL database that instances share.</summary>
internal interface IPortalStorage
{
    /// <summary>What it is, in the middle of a sentence.</summary>
    string Kind { get; }

    /// <summary>Which one it is. Contains no user name or password.</summary>
    string Name { get; }

    /// <summary>The setting that says where it is.</summary>
    string Setting { get; }

    /// <summary>Opens a connection to tables that this version of the portal can use.</summary>
    Task<PortalDatabase> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Starts a transaction during which no other process appends to the audit log.</summary>
    Task<IDbContextTransaction> BeginAppendAsync(PortalDatabase database, CancellationToken cancellationToken);

    /// <summary>Fails if the audit log cannot be written. Adds nothing to it.</summary>
    Task ProbeAsync(PortalDatabase database, CancellationToken cancellationToken);

    /// <summary>Why the storage cannot be used; null if the exception is a bug.</summary>
    StorageFault? FaultOf(Exception exception);

    /// <summary>Whether the same transaction may succeed when it is repeated at once.</summary>
    bool IsConflict(Exception exception);

    /// <summary>After a fault: checks the storage again before it is used the next time.</summary>
    void Reset();
}
