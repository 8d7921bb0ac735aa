using System.Text.Json.Nodes;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator;

/// <summary>Base of the fixtures and tests that start an emulator.</summary>
public abstract class EmulatorContext : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private EmulatorHost? _host;

    internal EmulatorHost Host => _host ?? throw new InvalidOperationException("The emulator is not started.");

    internal TokenEndpoint Tokens => Host.Tokens;

    /// <inheritdoc cref="EmulatorHost.Http"/>
    public HttpClient Http => Host.Http;

    protected virtual TimeProvider Clock => TimeProvider.System;

    public virtual async ValueTask InitializeAsync() =>
        _host = await EmulatorHost.StartAsync(_data.Path, Clock, arguments: TenantFile.Write(_data.Path, ChangeTenant));

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();

        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser without a session.</summary>
    internal EmulatorBrowser NewBrowser() => Host.NewBrowser();

    /// <summary>Changes the built-in tenant before the emulator starts.</summary>
    protected virtual void ChangeTenant(JsonObject tenant)
    {
    }
}
