using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace Portal.Tests.StandIn;

/// <summary>
/// The services of an app that calls an API named AppB, with a stubbed token acquisition and network.
/// </summary>
internal sealed class DownstreamSetup : IDisposable
{
    public const string Name = "AppB";
    public const string BaseUrl = "https://appb.example/";

    public static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new Claim("name", "alice")], "test"));

    private readonly ServiceProvider _services;

    /// <summary><c>settings</c> are keys below <c>DownstreamApis:AppB</c>. Base URL and scope have defaults.</summary>
    public DownstreamSetup(params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IAuthorizationHeaderProvider>(Tokens);
        services.AddHttpClient();
        services.ConfigureHttpClientDefaults(clients => clients.ConfigurePrimaryHttpMessageHandler(() => Wire));
        services.AddHttpClient(Name, client => client.DefaultRequestHeaders.Add("X-Client", Name));
        services.AddDownstreamApis(Section(settings));
        _services = services.BuildServiceProvider();
    }

    public StubHeaderProvider Tokens { get; } = new();

    public StubWire Wire { get; } = new();

    public IDownstreamApi Api => _services.GetRequiredService<IDownstreamApi>();

    public DownstreamApiOptions Options =>
        _services.GetRequiredService<IOptionsMonitor<DownstreamApiOptions>>().Get(Name);

    public static IConfigurationSection Section(params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            [$"DownstreamApis:{Name}:BaseUrl"] = BaseUrl,
            [$"DownstreamApis:{Name}:Scopes:0"] = "api://appb/access_as_user",
        };
        foreach (var (key, value) in settings)
            values[$"DownstreamApis:{Name}:{key}"] = value;

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("DownstreamApis");
    }

    public void Dispose() => _services.Dispose();
}
