namespace Entra.Emulator.Graph;

/// <summary>
/// Splits a path into segments. OData writes a key as <c>users/1</c> or <c>users('1')</c>, and an alternate key as
/// <c>applications(appId='1')</c>, which becomes the segment <c>appId=1</c>.
/// </summary>
internal static class GraphAddress
{
    public static IReadOnlyList<string> Segments(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).SelectMany(Parts)];

    private static IEnumerable<string> Parts(string segment)
    {
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !segment.EndsWith(')'))
            return [segment];

        var name = segment[..open];
        var key = segment[(open + 1)..^1];
        return key.Length == 0 ? [name] : [name, Key(key)];
    }

    private static string Key(string key)
    {
        var (name, value) = key.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? (key[..(at + 1)], key[(at + 1)..])
            : ("", key);
        return value is ['\'', .. var quoted, '\''] ? name + quoted.Replace("''", "'", StringComparison.Ordinal) : name + value;
    }
}
