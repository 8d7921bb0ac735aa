using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace Portal.Tests.StandIn;

/// <summary>What an app registers to call an API named AppB, with the token acquisition and the wire in our hands.</summary>
internal sealed class DownstreamSetup : IDisposable
{
    public const string Name = "AppB";
    public const string BaseUrl = "https://appb.example/";

    public static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new Claim("name", "alice")], "test"));

    private readonly ServiceProvider _services;

    /// <summary>Settings are keys below <c>DownstreamApis:AppB</c>; base URL and a scope are there unless overridden.</summary>
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

    public DownstreamApiOptions Options => _services.GetRequiredService<IOptionsMonitor<DownstreamApiOptions>>().Get(Name);

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
