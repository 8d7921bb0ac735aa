using AccessContract;
using AccessContract.AspNetCore;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

/// <summary>
/// The feed of revoked sign-ins. Entra publishes them to its own services only; the emulator has a feed for AppB.
/// </summary>
public sealed class RevocationOptions
{
    public const string SectionName = "Revocations";

    /// <summary>
    /// Null: tokens are valid until they expire, as in every API without continuous access evaluation.
    /// </summary>
    public Uri? Feed { get; init; }
}

/// <summary>
/// Continuous access evaluation: once a sign-in is revoked, its tokens are refused with a claims challenge if the client
/// handles those. Other clients could not react, so their tokens stay valid until they expire.
/// </summary>
internal sealed partial class Revocations(
    IHttpClientFactory clients, IOptions<RevocationOptions> options, TimeProvider time, ILogger<Revocations> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private volatile Dictionary<Guid, DateTimeOffset> _since = [];
    private TaskCompletionSource _refreshed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the sign-in behind the token was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt(TokenFacts token) =>
        token is { HandlesChallenges: true, IssuedAt: { } issued, User: { } user }
            && _since.TryGetValue(user, out var since) && issued < since
            ? since
            : null;

    /// <summary>Completes after the feed was read twice, so at least one request started after this call.</summary>
    internal async Task WaitForRefreshAsync(CancellationToken cancellationToken)
    {
        await Volatile.Read(ref _refreshed).Task.WaitAsync(cancellationToken);
        await Volatile.Read(ref _refreshed).Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Feed is not { } feed)
            return;

        var isReachable = true;
        using var timer = new PeriodicTimer(PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                using var client = clients.CreateClient(nameof(Revocations));
                var revoked = await client.GetFromJsonAsync<List<Revocation>>(feed, stoppingToken) ?? [];
                _since = revoked.ToDictionary(r => r.User, r => DateTimeOffset.FromUnixTimeSeconds(r.Since));
                isReachable = true;
                Interlocked.Exchange(ref _refreshed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException
                || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                // Keep the revocations from the last successful read.
                if (isReachable)
                    LogFeedUnreachable(feed);

                isReachable = false;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cannot read revocations from {Feed}; using the last known ones")]
    private partial void LogFeedUnreachable(Uri feed);

    /// <param name="Since">Unix time in seconds.</param>
    private sealed record Revocation(Guid User, long Since);
}

internal static class RevocationRegistration
{
    public static void AddRevocations(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(RevocationOptions.SectionName);
        if (section[nameof(RevocationOptions.Feed)] is null)
            return;

        builder.Services.Configure<RevocationOptions>(section);
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<Revocations>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Revocations>());
        builder.Services.AddOptions<AccessContractOptions>()
            .Configure<Revocations>((contract, revocations) => contract.RevokedAt = revocations.RevokedAt);
    }
}
