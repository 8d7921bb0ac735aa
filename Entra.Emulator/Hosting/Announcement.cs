namespace Entra.Emulator.Hosting;

/// <summary>Logs the emulator's addresses once it has started.</summary>
internal static partial class Announcement
{
    public static void AnnounceAddresses(this WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<EmulatorAddresses>();
        app.Lifetime.ApplicationStarted.Register(() => LogStarted(app.Logger, addresses.Browser, addresses.BackChannel));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Sign-in pages: {Browser}. Instance for apps: {BackChannel}")]
    private static partial void LogStarted(ILogger logger, Uri browser, Uri backChannel);
}
