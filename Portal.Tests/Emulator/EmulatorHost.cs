using Entra.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.Emulator;

/// <summary>A running emulator on free ports, with its state in <paramref name="dataDirectory"/>.</summary>
internal sealed class EmulatorHost(WebApplication app, string dataDirectory) : IAsyncDisposable
{
    public string DataDirectory => dataDirectory;

    public EmulatorAddresses Addresses { get; } = app.Services.GetRequiredService<EmulatorAddresses>();

    public Uri Authority => new(Addresses.BackChannel, $"{TestTenant.Id}/");

    /// <summary>Starts the emulator on free ports, or on those of an earlier run (<paramref name="at"/>).</summary>
    public static async Task<EmulatorHost> StartAsync(
        string dataDirectory,
        TimeProvider? time = null,
        EmulatorAddresses? at = null,
        Action<WebApplicationBuilder>? configure = null,
        params string[] arguments)
    {
        var app = Entra.Emulator.Program.Build(
            [
                $"--Emulator:BrowserUrl={at?.Browser.AbsoluteUri ?? "http://localhost:0"}",
                $"--Emulator:BackChannelUrl={at?.BackChannel.AbsoluteUri ?? "https://localhost:0"}",
                $"--DataDirectory={dataDirectory}",
                "--environment=Test",
                "--Logging:LogLevel:Default=Warning",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
                .. arguments,
            ],
            builder =>
            {
                builder.Services.AddSingleton(time ?? TimeProvider.System);
                configure?.Invoke(builder);
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EmulatorHost(app, dataDirectory);
    }

    /// <summary>A service of the emulator, to arrange state that no page or request can.</summary>
    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A handler that trusts this emulator's certificate only.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("DataDirectory", dataDirectory)])
            .Build();
        using var pinned = LoopbackCertificate.Ensure(configuration, TimeProvider.System);
        var thumbprint = pinned.Thumbprint;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions =
            {
#pragma warning disable MA0039 // A pin: it accepts one certificate, that of this test's emulator.
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == thumbprint,
#pragma warning restore MA0039
            },
        };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
