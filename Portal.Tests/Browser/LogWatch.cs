using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Browser;

/// <summary>Everything that an app logged at its configured levels.</summary>
public sealed class LogWatch : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public void Attach(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(this);

    /// <summary>The same at the most detailed level of every category.</summary>
    public void AttachAtTrace(WebApplicationBuilder builder)
    {
        Attach(builder);
        var configured = builder.Configuration.GetSection("Logging:LogLevel").GetChildren().Select(category => category.Key);
        foreach (var category in configured.Concat(["Default", "Microsoft.AspNetCore.SignalR"]).ToList())
            builder.Configuration[$"Logging:LogLevel:{category}"] = nameof(LogLevel.Trace);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
