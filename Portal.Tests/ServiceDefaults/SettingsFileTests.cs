using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

/// <summary>What happens to a running app when its settings file is moved away, truncated or overwritten.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Levels = """{"Logging":{"LogLevel":{"Portal":"%"}},"AllowedHosts":"evil.test"}""";

    private readonly TemporaryFolder _folder = new();
    private ChangingFiles? _files;

    private string FilePath => Path.Combine(_folder.Path, "appsettings.json");

    public void Dispose()
    {
        _files?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Portal")]
    [InlineData("AppB")]
    [InlineData("Emulator")]
    [InlineData("Other")]
    public void CFG_22_no_settings_file_is_watched(string section)
    {
        var builder = AppBuilder.Create("Portal.Tests", section, []);

        var files = ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.ReloadOnChange));
    }

    [Fact]
    public async Task CFG_22_without_the_setting_only_own_host_names_are_accepted()
    {
        var builder = AppBuilder.Create("Portal.Tests", "Other", ["--Urls=http://127.0.0.1:0", "--environment=Production"]);
        await using var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(app, "evil.test"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "localhost"));
    }

    [Fact]
    public async Task CFG_22_host_names_in_the_setting_are_accepted()
    {
        var builder = AppBuilder.Create(
            "Portal.Tests", "Other", ["--Urls=http://127.0.0.1:0", "--Other:AllowedHosts=good.test"]);
        await using var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "good.test"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(app, "evil.test"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"Logging":{"LogLevel":{"Portal":""")]
    [InlineData("[]")]
    [InlineData("""{"Portal":{"Urls":"http://localhost:1"}}""")]
    [InlineData(null)]
    public void CFG_22_a_file_that_is_gone_or_unreadable_changes_nothing(string? content)
    {
        var configuration = Create(Levels.Replace("%", "Warning", StringComparison.Ordinal));

        if (content is null)
            File.Delete(FilePath);
        else
            File.WriteAllText(FilePath, content);
        _files!.Change();

        Assert.Equal("Warning", configuration["Logging:LogLevel:Portal"]);
        Assert.Equal("evil.test", configuration["AllowedHosts"]);
    }

    [Fact]
    public void CFG_22_only_log_levels_and_client_secrets_follow_a_change_of_the_file()
    {
        var configuration = Create(Levels.Replace("%", "Warning", StringComparison.Ordinal));

        File.WriteAllText(FilePath, """{"Logging":{"LogLevel":{"Portal":"Debug"}},"AllowedHosts":"*","New":"x"}""");
        _files!.Change();

        Assert.Equal("Debug", configuration["Logging:LogLevel:Portal"]);
        Assert.Equal("evil.test", configuration["AllowedHosts"]);
        Assert.Null(configuration["New"]);
    }

    [Fact]
    public void FLT_44_a_changed_client_secret_is_read_unless_another_source_has_it()
    {
        const string Settings = """
            {"Portal":{"AzureAd":{"ClientId":"%","ClientCredentials":[{"ClientSecret":"%"},{"ClientSecret":"%"}]}}}
            """;
        var configuration = Create(Settings.Replace("%", "old", StringComparison.Ordinal));
        configuration.AddInMemoryCollection([new("Portal:AzureAd:ClientCredentials:1:ClientSecret", "environment")]);

        File.WriteAllText(FilePath, Settings.Replace("%", "new", StringComparison.Ordinal));
        _files!.Change();

        var section = configuration.GetSection("Portal:AzureAd");
        Assert.Equal("old", section["ClientId"]);
        Assert.Equal("new", section["ClientCredentials:0:ClientSecret"]);
        Assert.Equal("new", configuration["AzureAd:ClientCredentials:0:ClientSecret"]);
        Assert.Equal("environment", section["ClientCredentials:1:ClientSecret"]);

        File.WriteAllText(FilePath, Settings.Replace("%", "", StringComparison.Ordinal));
        _files!.Change();
        Assert.Equal("new", section["ClientCredentials:0:ClientSecret"]);
    }

    private ConfigurationManager Create(string content)
    {
        File.WriteAllText(FilePath, content);
        _files = new ChangingFiles(_folder.Path);
        var configuration = new ConfigurationManager();
        configuration.AddJsonFile(FilePath, optional: false, reloadOnChange: false);
        ChangingSettings.AddTo(configuration, _files);
        AppBuilder.Overlay(configuration, "Portal", []);
        return configuration;
    }

    private static async Task<HttpStatusCode> GetAsync(WebApplication app, string host)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "health/live");
        request.Headers.Host = host;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Real files; a test decides when a change of them is noticed.</summary>
    private sealed class ChangingFiles(string folder) : IFileProvider, IDisposable
    {
        private readonly PhysicalFileProvider _files = new(folder);
        private CancellationTokenSource _change = new();

        public void Change()
        {
            using var change = _change;
            _change = new CancellationTokenSource();
            change.Cancel();
        }

        public void Dispose()
        {
            _change.Dispose();
            _files.Dispose();
        }

        public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

        public IFileInfo GetFileInfo(string subpath) => _files.GetFileInfo(subpath);

        public IChangeToken Watch(string filter) => new CancellationChangeToken(_change.Token);
    }
}
