namespace Portal.Database;

/// <summary>A view that a user saved under a name.</summary>
internal sealed class StoredView
{
    public required string Id { get; init; }

    /// <summary>The user and the tenant of the user: <c>{oid}.{tid}</c>.</summary>
    public required string Owner { get; init; }

    public required string Api { get; init; }

    public required string View { get; init; }

    public required string Name { get; init; }

    /// <summary>The query of the view's address.</summary>
    public required string Query { get; init; }
}
