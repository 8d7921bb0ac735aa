using Microsoft.Extensions.Configuration;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class AppBuilderTests
{
    [Theory]
    [InlineData("Portal", "22222222-2222-4222-8222-222222222222")]
    [InlineData("AppB", "33333333-3333-4333-8333-333333333333")]
    public void App_section_overrides_the_shared_keys(string section, string clientId)
    {
        var settings = Settings(section);

        Assert.Equal(clientId, settings["AzureAd:ClientId"]);
        Assert.Equal("11111111-1111-4111-8111-111111111111", settings["AzureAd:TenantId"]);
    }

    [Fact]
    public void Command_line_overrides_the_section_of_the_root_file() =>
        Assert.Equal("5", Settings("AppB", "--Orders=5")["Orders"]);

    [Fact]
    public void Section_on_the_command_line_overrides_the_shared_key_there() =>
        Assert.Equal("7", Settings("AppB", "--AppB:Orders=7", "--Orders=5")["Orders"]);

    [Fact]
    public void Section_of_another_app_has_no_effect() =>
        Assert.Equal("100000", Settings("AppB", "--Portal:Orders=5")["Orders"]);

    [Fact]
    public void Environment_variable_overrides_the_root_file()
    {
        // A key that no other test reads, because the variable affects the whole process.
        const string Key = "Logging:LogLevel:LayerTest.Category";
        using var variable = new Variable(Key, "Error");

        Assert.Equal("Error", Settings("Portal")[Key]);
    }

    [Fact]
    public void Section_in_the_environment_overrides_the_shared_key_but_not_the_command_line()
    {
        using var shared = new Variable("LayerTest", "shared environment");
        using var own = new Variable("Layers:LayerTest", "environment");

        Assert.Equal("environment", Settings("Layers")["LayerTest"]);
        Assert.Equal("shared environment", Settings("Other")["LayerTest"]);
        Assert.Equal("command line", Settings("Layers", "--LayerTest=command line")["LayerTest"]);
    }

    [Fact]
    public void Command_line_sets_the_environment() =>
        Assert.Equal(
            "Staging", AppBuilder.Create("Portal", "Portal", ["--environment=Staging"]).Environment.EnvironmentName);

    private static ConfigurationManager Settings(string section, params string[] args) =>
        AppBuilder.Create("Portal.Tests", section, args).Configuration;

    private sealed class Variable : IDisposable
    {
        private readonly string _name;

        public Variable(string key, string value)
        {
            _name = key.Replace(":", "__", StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(_name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}
