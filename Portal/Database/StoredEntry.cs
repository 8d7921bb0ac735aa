namespace Portal.Database;

/// <summary>A row of the audit log. Rows are only ever added; triggers refuse everything else.</summary>
internal sealed class StoredEntry
{
    public long Number { get; init; }

    /// <summary>
    /// As text, because its hash covers ticks of 100 nanoseconds, and PostgreSQL's own type keeps microseconds only.
    /// </summary>
    public required string At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string Action { get; init; }

    public required string Target { get; init; }

    public required string Detail { get; init; }

    public required string Outcome { get; init; }

    public required string Trace { get; init; }

    public required string Hash { get; init; }

    /// <summary>Null in rows of versions that did not store it. Their hashes do not cover it.</summary>
    public string? Change { get; init; }
}

/// <summary>A key of the audit log's hashes, encrypted with Data Protection. In PostgreSQL only.</summary>
internal sealed class StoredAuditKey
{
    /// <summary>Assigned in the order of creation.</summary>
    public long Id { get; init; }

    /// <summary>The first entry that the key is for.</summary>
    public long First { get; init; }

    public required byte[] Key { get; init; }
}
