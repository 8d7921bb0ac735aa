namespace Portal.Instances;

/// <summary>Announces this instance to the others, until it stops.</summary>
internal sealed partial class InstanceAnnouncer(
    ThisInstance instance, InstanceDirectory directory, TimeProvider time, ILogger<InstanceAnnouncer> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Nothing happens while Redis does not respond; the next announcement follows soon.</summary>
    public async Task AnnounceAsync()
    {
        if (await directory.MeasureAheadAsync() is { } ahead)
            await directory.WriteAsync(instance.Describe(ahead));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await directory.RemoveAsync(instance.Id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
            await TryAnnounceAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // For example if the Data Protection keys cannot be read. The portal runs without announcements.
    private async Task TryAnnounceAsync()
    {
        try
        {
            await AnnounceAsync();
        }
        catch (Exception exception)
        {
            LogNotAnnounced(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "This instance could not be announced to the others ({Reason}). The Setup check does not show it")]
    private static partial void LogNotAnnounced(ILogger logger, string reason);
}
