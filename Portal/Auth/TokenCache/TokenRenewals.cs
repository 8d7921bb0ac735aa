using System.Threading.Channels;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Renews tokens in the background, a few at a time, while the current ones are still used. So neither users nor the
/// authority notice that many tokens expire at the same time.
/// </summary>
internal sealed partial class TokenRenewals(ILogger<TokenRenewals> logger) : BackgroundService
{
    private const int MaxParallel = 8;
    private const int MaxQueued = 10_000;

    // What does not fit is renewed later, or when it has expired.
    private readonly Channel<Func<Task>> _queue = Channel.CreateBounded<Func<Task>>(
        new BoundedChannelOptions(MaxQueued) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(Func<Task> renew) => _queue.Writer.TryWrite(renew);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _queue.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = stoppingToken },
        async (renew, _) =>
        {
            try
            {
                await renew();
            }
            catch (Exception exception)
            {
                LogNotRenewed(exception);
            }
        });

    [LoggerMessage(LogLevel.Warning, "A token could not be renewed")]
    private partial void LogNotRenewed(Exception exception);
}
