using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Portal.Database;

/// <summary>
/// The connection string of the PostgreSQL database, with limits for how long requests wait. It is never logged or shown.
/// </summary>
internal sealed class DatabaseConnection
{
    public const string Setting = "ConnectionStrings:portal";

    private const int TimeoutSeconds = 2;
    private const string AzureHosts = ".postgres.database.azure.com";
    private const string AzureScope = "https://ossrdbms-aad.database.windows.net/.default";

    // Azure.Identity keeps a token until 5 minutes before it expires, so one that is fetched this often is always valid.
    private static readonly TimeSpan TokenInterval = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan TokenRetry = TimeSpan.FromSeconds(5);

    private readonly NpgsqlConnectionStringBuilder _settings;

    private DatabaseConnection(NpgsqlConnectionStringBuilder settings, bool? managedIdentity)
    {
        _settings = settings;
        UsesManagedIdentity = string.IsNullOrEmpty(settings.Password)
            && string.IsNullOrEmpty(settings.Passfile)
            && (managedIdentity ?? settings.Host?.EndsWith(AzureHosts, StringComparison.OrdinalIgnoreCase) is true);
    }

    /// <summary>The database and its server, without user and password.</summary>
    public string Name => $"{_settings.Database} on {_settings.Host}:{_settings.Port}";

    /// <summary>Whether the portal authenticates with a token of its managed identity instead of a password.</summary>
    public bool UsesManagedIdentity { get; }

    /// <param name="connectionString">In Npgsql's form.</param>
    /// <param name="managedIdentity">Whether to use one if there is no password; null: on hosts of Azure only.</param>
    /// <exception cref="InvalidOperationException">The connection string cannot be used.</exception>
    public static DatabaseConnection Parse(string connectionString, bool? managedIdentity) =>
        TryParse(connectionString) is { Host.Length: > 0, Database.Length: > 0 } settings
            ? new DatabaseConnection(settings, managedIdentity)
            : throw new InvalidOperationException(
                $"Setting {Setting} must be a connection string of PostgreSQL, such as "
                + "Host=db.example;Database=portal;Username=portal;Password=….");

    public NpgsqlDataSource OpenSource()
    {
        var source = new NpgsqlDataSourceBuilder(_settings.ConnectionString);

        // What fails is logged by the portal, in its own words.
        source.UseLoggerFactory(NullLoggerFactory.Instance);
        if (UsesManagedIdentity)
        {
            var credential = new DefaultAzureCredential();
            source.UsePeriodicPasswordProvider(
                async (_, cancellationToken) =>
                    (await credential.GetTokenAsync(new TokenRequestContext([AzureScope]), cancellationToken)).Token,
                TokenInterval,
                TokenRetry);
        }

        return source.Build();
    }

    private static NpgsqlConnectionStringBuilder? TryParse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "on-behalf-of-portal",
                Timeout = TimeoutSeconds,
                CommandTimeout = TimeoutSeconds,

                // A server that does not respond does not respond to a cancellation either.
                CancellationTimeout = -1,
                PersistSecurityInfo = false,
                IncludeErrorDetail = false,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The message can contain the value.
            return null;
        }
    }
}
