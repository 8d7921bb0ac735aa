using Entra.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.Emulator;

/// <summary>A running emulator on free ports, with its state in <see cref="DataDirectory"/>.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _thumbprint;

    private EmulatorHost(WebApplication app, string dataDirectory)
    {
        (_app, DataDirectory) = (app, dataDirectory);
        Addresses = app.Services.GetRequiredService<EmulatorAddresses>();
        _thumbprint = ReadThumbprint(dataDirectory);
        Http = new HttpClient(CreateHandler());
    }

    public string DataDirectory { get; }

    public EmulatorAddresses Addresses { get; }

    public Uri Authority => new(Addresses.BackChannel, $"{TestTenant.Id}/");

    /// <summary>Trusts the emulator, keeps no cookies, follows no redirects.</summary>
    public HttpClient Http { get; }

    public TokenEndpoint Tokens => new(this, Http);

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
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A browser without a session.</summary>
    public EmulatorBrowser NewBrowser() => new(this);

    /// <summary>A handler that trusts this emulator's certificate only.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        SslOptions =
        {
#pragma warning disable MA0039 // A pin: it accepts one certificate, that of this test's emulator.
            RemoteCertificateValidationCallback =
                (_, presented, _, _) => presented?.GetCertHashString() == _thumbprint,
#pragma warning restore MA0039
        },
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    // Once: decrypting the file takes longer than a sign-in.
    private static string ReadThumbprint(string dataDirectory)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DataDirectory", dataDirectory)]).Build();
        using var pinned = LoopbackCertificate.Ensure(configuration, TimeProvider.System);
        return pinned.Thumbprint;
    }
}
