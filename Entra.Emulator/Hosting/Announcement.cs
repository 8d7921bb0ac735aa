namespace Entra.Emulator.Hosting;

/// <summary>Says where the emulator is, once it is there.</summary>
internal static partial class Announcement
{
    public static void AnnounceAddresses(this WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<EmulatorAddresses>();
        app.Lifetime.ApplicationStarted.Register(() => LogStarted(app.Logger, addresses.Browser, addresses.BackChannel));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "A tenant in a box: people sign in at {Browser}, apps use the instance {BackChannel}")]
    private static partial void LogStarted(ILogger logger, Uri browser, Uri backChannel);
}
