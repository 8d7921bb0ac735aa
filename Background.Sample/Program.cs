using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults;

namespace Background.Sample;

/// <summary>
/// An app without users: it reads orders from AppB with an app-only token, prints the result and exits.
/// </summary>
public static class Program
{
    /// <summary>AppB returned the orders.</summary>
    public const int Success = 0;

    /// <summary>A setting is wrong.</summary>
    public const int CannotStart = 1;

    /// <summary>No token, a refusal, or no response.</summary>
    public const int Failed = 2;

    public static async Task<int> Main(string[] args)
    {
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopping.Cancel();
        };
        return await RunAsync(args, Console.Out, Console.Error, stopping.Token);
    }

    /// <summary>Runs once and writes to <paramref name="output"/>. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        IHost host;
        try
        {
            var builder = AppBuilder.CreateWorker("Background.Sample", "Background", args);
            builder.AddBackground();
            host = builder.Build();
        }
        catch (Exception exception) when (AppRunner.Explain(exception, typeof(Program).Assembly, null) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                await errors.WriteLineAsync($"Background.Sample cannot start: {problem}");

            return CannotStart;
        }

        using (host)
        {
            var succeeded = await host.Services.GetRequiredService<OrdersRun>().RunAsync(output, cancellationToken);
            await host.Services.GetRequiredService<RunReporter>().ReportAsync(output, cancellationToken);
            return succeeded ? Success : Failed;
        }
    }
}
