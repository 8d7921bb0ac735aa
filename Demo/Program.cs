namespace Demo;

public static class Program
{
    // The console shows the greeting only; --Logging:LogLevel:Default=Information restores the logs.
    private const string Quiet = "--Logging:LogLevel:Default=Warning";
    private const string QuietLifetime = "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning";

    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var demo = await DemoHost.StartAsync(
                new DemoOptions { Arguments = [Quiet, QuietLifetime, .. args] }, CancellationToken.None);
            Greeting.Write(demo, Console.Out);
            await demo.WaitForShutdownAsync();
            await Console.Out.WriteLineAsync("Stopping.");
            return 0;
        }
        catch (DemoStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
