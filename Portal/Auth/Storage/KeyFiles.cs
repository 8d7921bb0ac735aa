using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Portal.Auth.Storage;

/// <summary>
/// The Data Protection keys in a folder, each in a private file. A damaged file makes only its own key unusable; a key
/// that cannot be stored is used from memory until it can be.
/// </summary>
internal sealed partial class KeyFiles(DirectoryInfo folder, ILoggerFactory loggers)
    : FileSystemXmlRepository(folder, loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<KeyFiles>();
    private readonly ConcurrentDictionary<string, XElement> _unstored = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);

    /// <summary>The names of the files that cannot be read.</summary>
    public IReadOnlyList<string> Unreadable => [.. _unreadable.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of the keys that are in memory only.</summary>
    public IReadOnlyList<string> Unstored => [.. _unstored.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether the key is stored in plain text: neither a certificate nor Windows encrypts it.</summary>
    public static bool IsPlain(XElement element) =>
        element.Name.LocalName == "key" && !element.Descendants().Any(e => e.Name.LocalName == "encryptedSecret");

    /// <summary>Raised for each new element, such as a key.</summary>
    public event EventHandler? Stored;

    public override IReadOnlyCollection<XElement> GetAllElements() => [.. GetNamedElements().Values];

    /// <summary>The elements by the names under which they were stored.</summary>
    public IReadOnlyDictionary<string, XElement> GetNamedElements()
    {
        foreach (var (name, element) in _unstored)
            Write(element, name);

        var elements = new Dictionary<string, XElement>(_unstored, StringComparer.Ordinal);
        foreach (var file in Files())
        {
            if (Read(file) is { } element)
                elements[Path.GetFileNameWithoutExtension(file.Name)] = element;
        }

        return elements;
    }

    public override void StoreElement(XElement element, string friendlyName)
    {
        Write(element, friendlyName);
        Stored?.Invoke(this, EventArgs.Empty);
    }

    private void Write(XElement element, string friendlyName)
    {
        try
        {
            base.StoreElement(element, friendlyName);
            foreach (var file in Files())
                MakePrivate(file);

            _unstored.TryRemove(friendlyName, out _);
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            if (_unstored.TryAdd(friendlyName, element))
                LogKeyNotStored(_logger, friendlyName, Directory.FullName, exception.Message);
        }
    }

    private FileInfo[] Files()
    {
        try
        {
            Directory.Create();
            return Directory.GetFiles("*.xml");
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            LogFolderUnusable(_logger, Directory.FullName, exception.Message);
            return [];
        }
    }

    private XElement? Read(FileInfo file)
    {
        try
        {
            MakePrivate(file);
            using var stream = file.OpenRead();
            var element = XElement.Load(stream);
            _unreadable.TryRemove(file.Name, out _);
            return element;
        }
        catch (Exception exception) when (IsUnreadable(exception) && IsKey(file))
        {
            if (_unreadable.TryAdd(file.Name, true))
                LogKeyUnreadable(_logger, file.Name, exception.Message);

            return null;
        }
    }

    // Without a revocation, a revoked key would be valid again; so a damaged one is an error.
    private static bool IsKey(FileInfo file) => file.Name.StartsWith("key-", StringComparison.Ordinal);

    private static bool IsUnreadable(Exception exception) => exception is XmlException || StorageFault.IsStorage(exception);

    private static void MakePrivate(FileInfo file)
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & ~Private) != UnixFileMode.None)
            file.UnixFileMode = Private;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The Data Protection key {Key} could not be stored in {Folder}. "
            + "After a restart, users sign in again. {Reason}")]
    private static partial void LogKeyNotStored(ILogger logger, string key, string folder, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The Data Protection key in {File} cannot be read and is not used. "
            + "Users whose sessions it encrypted sign in again. {Reason}")]
    private static partial void LogKeyUnreadable(ILogger logger, string file, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The folder of the Data Protection keys, {Folder}, cannot be used. {Reason}")]
    private static partial void LogFolderUnusable(ILogger logger, string folder, string reason);
}
