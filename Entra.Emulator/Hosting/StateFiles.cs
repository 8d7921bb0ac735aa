using System.Text.Json;
using ServiceDefaults;

namespace Entra.Emulator.Hosting;

/// <summary>The emulator's folder in the data directory: keys and tenant changes.</summary>
internal sealed class StateFiles(string folder)
{
    public const string Subfolder = "emulator";

    public static StateFiles In(IConfiguration configuration) => new(DataDirectory.Ensure(configuration, Subfolder));

    public string Folder => folder;

    public StateFile<T> Open<T>(string name, T initial) => new(Path.Combine(folder, name), initial);

    /// <summary>The content of a file, which is created at first use.</summary>
    public byte[] GetOrCreate(string name, Func<byte[]> create)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            PrivateFile.Write(path, create());

        return File.ReadAllBytes(path);
    }
}

/// <summary>A value in memory that is written to its file on every change. Not thread-safe.</summary>
internal sealed class StateFile<T>(string path, T initial)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public T Value { get; private set; } = Read(path, initial);

    public void Write(T value)
    {
        PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(value, Json));
        Value = value;
    }

    private static T Read(string path, T initial)
    {
        if (!File.Exists(path))
            return initial;

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) ?? initial;
        }
        catch (JsonException e)
        {
            throw new StartRefusedException($"{path} cannot be read ({e.Message}). Delete it to start without it.", e);
        }
    }
}
