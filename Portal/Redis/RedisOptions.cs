namespace Portal.Redis;

/// <summary>How the portal authenticates at the Redis server that <c>ConnectionStrings:redis</c> names.</summary>
internal sealed class RedisOptions
{
    public const string SectionName = "Redis";

    /// <summary>Whether to use the managed identity if there is no password. Unset: on hosts of Azure only.</summary>
    public bool? ManagedIdentity { get; set; }
}
