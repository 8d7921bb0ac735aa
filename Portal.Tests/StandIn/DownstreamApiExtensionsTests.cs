using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace Portal.Tests.StandIn;

public sealed class DownstreamApiExtensionsTests
{
    [Fact]
    public void Each_child_of_the_section_registers_an_API_with_its_name()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DownstreamApis:AppB:BaseUrl"] = "https://appb.example",
            ["DownstreamApis:AppC:BaseUrl"] = "https://appc.example",
            ["DownstreamApis:AppC:OpenApi"] = "a key of another reader",
        }).Build();

        var services = new ServiceCollection().AddDownstreamApis(configuration.GetSection("DownstreamApis"));

        Assert.Equal("https://appb.example", Options(services, "AppB").BaseUrl);
        Assert.Equal("https://appc.example", Options(services, "AppC").BaseUrl);
    }

    [Fact]
    public void Missing_section_registers_no_API()
    {
        var empty = new ConfigurationBuilder().Build();

        var services = new ServiceCollection().AddDownstreamApis(empty.GetSection("DownstreamApis"));

        Assert.Equal(typeof(IDownstreamApi), Assert.Single(services).ServiceType);
    }

    [Fact]
    public void API_can_be_registered_from_a_section_or_a_delegate()
    {
        var services = new ServiceCollection();

        services.AddDownstreamApi("FromSection", DownstreamSetup.Section().GetSection(DownstreamSetup.Name));
        services.AddDownstreamApi("FromCode", options => options.BaseUrl = "https://code.example");

        Assert.Equal(DownstreamSetup.BaseUrl, Options(services, "FromSection").BaseUrl);
        Assert.Equal(["api://appb/access_as_user"], Options(services, "FromSection").Scopes);
        Assert.Equal("https://code.example", Options(services, "FromCode").BaseUrl);
    }

    [Fact]
    public void APIs_can_be_registered_on_the_authentication_builder()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureAd:Instance"] = "https://login.example/",
            ["AzureAd:TenantId"] = "11111111-1111-4111-8111-111111111111",
            ["AzureAd:ClientId"] = "22222222-2222-4222-8222-222222222222",
        }).Build();

        services.AddAuthentication()
            .AddMicrosoftIdentityWebApi(configuration)
            .EnableTokenAcquisitionToCallDownstreamApi()
            .AddDownstreamApi("FromSection", DownstreamSetup.Section().GetSection(DownstreamSetup.Name))
            .AddDownstreamApi("FromCode", options => options.BaseUrl = "https://code.example")
            .AddInMemoryTokenCaches();

        Assert.Equal(DownstreamSetup.BaseUrl, Options(services, "FromSection").BaseUrl);
        Assert.Equal("https://code.example", Options(services, "FromCode").BaseUrl);
        using var provider = services.AddLogging().BuildServiceProvider();
        using var scope = provider.CreateScope();
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<IDownstreamApi>());
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton, ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped, ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient, ServiceLifetime.Scoped)]
    [InlineData(null, ServiceLifetime.Scoped)]
    public void DownstreamApi_has_the_lifetime_of_the_token_acquisition(
        ServiceLifetime? acquisition, ServiceLifetime expected)
    {
        IServiceCollection services = new ServiceCollection();
        if (acquisition is { } lifetime)
        {
            services.Add(new ServiceDescriptor(
                typeof(ITokenAcquisition), _ => throw new NotSupportedException("Not used."), lifetime));
        }

        services.AddDownstreamApi("AppB", options => options.BaseUrl = "https://appb.example");

        Assert.Equal(expected, Assert.Single(services, s => s.ServiceType == typeof(IDownstreamApi)).Lifetime);
    }

    [Fact]
    public void Token_acquisition_that_comes_later_sets_the_lifetime_at_the_next_registration()
    {
        var services = new ServiceCollection();
        services.AddDownstreamApi("AppB", options => options.BaseUrl = "https://appb.example");
        services.AddSingleton<ITokenAcquisition>(_ => throw new NotSupportedException("Not used."));

        services.AddDownstreamApi("AppC", options => options.BaseUrl = "https://appc.example");

        var registered = Assert.Single(services, s => s.ServiceType == typeof(IDownstreamApi));
        Assert.Equal(ServiceLifetime.Singleton, registered.Lifetime);
    }

    private static DownstreamApiOptions Options(IServiceCollection services, string name)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<DownstreamApiOptions>>().Get(name);
    }
}
