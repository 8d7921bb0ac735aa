using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace ServiceDefaults;

/// <summary>
/// The only settings that can change while an app runs: <c>Logging:LogLevel</c> at the top of the settings file, and client
/// secrets. A file that is absent or cannot be read changes nothing.
/// </summary>
internal sealed class ChangingSettings(IFileProvider files, Func<string, bool> follows)
    : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private const string FileName = "appsettings.json";
    private const string Levels = "Logging:LogLevel:";

    private IDisposable? _watch;

    /// <summary>
    /// Inserts the levels after the files, so that the environment and the command line override them, and the secrets after
    /// the settings file, so that user secrets override them too.
    /// </summary>
    public static void AddTo(ConfigurationManager configuration, IFileProvider files)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var found = sources.OfType<FileConfigurationSource>().ToList();
        if (found.Count == 0)
            return;

        sources.Insert(
            sources.IndexOf(found[^1]) + 1,
            new ChangingSettings(files, key => key.StartsWith(Levels, StringComparison.OrdinalIgnoreCase)));
        sources.Insert(sources.IndexOf(found[0]) + 1, new ChangingSettings(files, IsSecret));
    }

    // Another one each time: the configuration disposes its earlier providers after it has loaded new ones.
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ChangingSettings(files, follows);

    // The values at the start come from the file's own source.
    public override void Load() => _watch ??= ChangeToken.OnChange(() => files.Watch(FileName), Reload);

    public void Dispose() => _watch?.Dispose();

    private void Reload()
    {
        if (Read() is not { Count: > 0 } values)
            return;

        Data = values;
        OnReload();
    }

    private Dictionary<string, string?>? Read()
    {
        try
        {
            using var stream = files.GetFileInfo(FileName).CreateReadStream();
            return new ConfigurationBuilder().AddJsonStream(stream).Build()
                .AsEnumerable()
                .Where(setting => !string.IsNullOrEmpty(setting.Value) && follows(setting.Key))
                .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or FormatException or InvalidDataException
                or System.Text.Json.JsonException)
        {
            // Half-written or moved away: the next change is read again.
            return null;
        }
    }

    private static bool IsSecret(string key) =>
        key.Contains("AzureAd:ClientCredentials:", StringComparison.OrdinalIgnoreCase)
        && key.EndsWith(":ClientSecret", StringComparison.OrdinalIgnoreCase);
}
