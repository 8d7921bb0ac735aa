using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace ServiceDefaults;

/// <summary>
/// The only settings that can change while an app runs: <c>Logging:LogLevel</c> at the top of the settings file. A file that
/// is absent or cannot be read changes nothing.
/// </summary>
internal sealed class LogLevels(IFileProvider files) : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private const string FileName = "appsettings.json";
    private const string Section = "Logging:LogLevel";

    private IDisposable? _watch;

    /// <summary>Inserts the levels after the files, so that the environment and the command line override them.</summary>
    public static void AddTo(ConfigurationManager configuration, IFileProvider files)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var last = sources.OfType<FileConfigurationSource>().LastOrDefault();
        if (last is not null)
            sources.Insert(sources.IndexOf(last) + 1, new LogLevels(files));
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    // The values at the start come from the file's own source.
    public override void Load() => _watch ??= ChangeToken.OnChange(() => files.Watch(FileName), Reload);

    // The configuration disposes and loads its providers again when a source is inserted.
    public void Dispose()
    {
        _watch?.Dispose();
        _watch = null;
    }

    private void Reload()
    {
        if (Read() is not { Count: > 0 } levels)
            return;

        Data = levels;
        OnReload();
    }

    private Dictionary<string, string?>? Read()
    {
        try
        {
            using var stream = files.GetFileInfo(FileName).CreateReadStream();
            return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection(Section)
                .AsEnumerable()
                .Where(level => level.Value is not null)
                .ToDictionary(level => level.Key, level => level.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or FormatException or InvalidDataException
                or System.Text.Json.JsonException)
        {
            // Half-written or moved away: the next change is read again.
            return null;
        }
    }
}
