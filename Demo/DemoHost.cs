using System.Reflection;
using Entra.Emulator.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ServiceDefaults;

namespace Demo;

/// <summary>
/// The emulator, AppB and the portal in one process, each on its own ports and configured to use one another. Both
/// <c>dotnet run --project Demo</c> and the tests start it.
/// </summary>
public sealed class DemoHost : IAsyncDisposable
{
    private readonly DemoOptions _options;
    private readonly Stack<WebApplication> _running = new();

    private DemoHost(DemoOptions options) => _options = options;

    /// <summary>The portal's address for the browser.</summary>
    public Uri Portal { get; private set; } = null!;

    public Uri AppB { get; private set; } = null!;

    /// <summary>The authority's addresses for the browser and for the back-channel.</summary>
    public EmulatorAddresses Authority { get; private set; } = null!;

    public WebApplication PortalApp { get; private set; } = null!;

    public WebApplication AppBApp { get; private set; } = null!;

    public WebApplication EmulatorApp { get; private set; } = null!;

    /// <summary>Starts all three apps and returns when they are ready.</summary>
    /// <exception cref="DemoStartException">An app could not start. Apps that were already running are stopped.</exception>
    public static async Task<DemoHost> StartAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var demo = new DemoHost(options);
        try
        {
            await demo.StartEmulatorAsync(cancellationToken);
            await demo.StartAppBAsync(cancellationToken);
            await demo.StartPortalAsync(cancellationToken);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when one of the apps is stopped, for example with Ctrl+C.</summary>
    public async Task WaitForShutdownAsync()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var app in _running)
            app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());

        await stopping.Task;
    }

    /// <summary>Restarts the portal on the same address.</summary>
    public async Task RestartPortalAsync(CancellationToken cancellationToken)
    {
        var address = PortalApp.Urls.First();
        await StopAsync(PortalApp);
        _ = _running.Pop();
        await StartPortalAsync(cancellationToken, $"--Portal:Urls={address}");
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var app))
            await StopAsync(app);
    }

    private async Task StartEmulatorAsync(CancellationToken cancellationToken)
    {
        EmulatorApp = await StartAsync(
            () => global::Entra.Emulator.Program.Build(Arguments(), _options.ConfigureEmulator),
            typeof(global::Entra.Emulator.Program).Assembly,
            cancellationToken);
        Authority = EmulatorApp.Services.GetRequiredService<EmulatorAddresses>();
    }

    private async Task StartAppBAsync(CancellationToken cancellationToken)
    {
        AppBApp = await StartAsync(
            () => global::AppB.Sample.Program.Build(
                Arguments(
                    $"--AzureAd:Instance={Authority.BackChannel}",
                    $"--AppB:Revocations:Feed={new Uri(new Uri($"{Authority.BackChannel}"), "/revocations")}"),
                _options.ConfigureAppB),
            typeof(global::AppB.Sample.Program).Assembly,
            cancellationToken);
        AppB = AddressOf(AppBApp);
    }

    private async Task StartPortalAsync(CancellationToken cancellationToken, params string[] more)
    {
        string[] arguments =
            [$"--AzureAd:Instance={Authority.BackChannel}", $"--Portal:DownstreamApis:AppB:BaseUrl={AppB}", .. more];
        PortalApp = await StartAsync(
            () => global::Portal.Program.Build(Arguments(arguments), _options.ConfigurePortal),
            typeof(global::Portal.Program).Assembly,
            cancellationToken);
        Portal = new Uri(AddressOf(PortalApp), $"{PortalApp.Configuration["PathBase"]}/");
    }

    private async Task<WebApplication> StartAsync(Func<WebApplication> build, Assembly program, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            app = build();
            _running.Push(app);
            await AppRunner.StartAsync(app, cancellationToken);
            await Readiness.WaitAsync(AddressOf(app), cancellationToken);
            return app;
        }
        catch (Exception exception) when (
            AppRunner.Explain(exception, program, app?.Configuration) is { Count: > 0 } problems)
        {
            throw new DemoStartException(program.GetName().Name!, problems, exception);
        }
    }

    private string[] Arguments(params string[] own) => ["--environment=Development", .. _options.Arguments, .. own];

    private static Uri AddressOf(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address))
            .First(address => address.Scheme == Uri.UriSchemeHttp);
        return new UriBuilder(bound) { Host = "localhost" }.Uri;
    }

    private static async Task StopAsync(WebApplication app)
    {
        // A browser keeps its circuit open indefinitely, so stop waiting for it after five seconds.
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(timeout.Token);
        await app.DisposeAsync();
    }
}
