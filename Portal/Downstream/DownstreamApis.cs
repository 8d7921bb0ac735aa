namespace Portal.Downstream;

/// <summary>The names of the configured downstream APIs, in alphabetical order.</summary>
public sealed class DownstreamApis(IReadOnlyList<string> names)
{
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The name as spelled in settings, ignoring case; null if there is no such API.</summary>
    public string? Find(string name) => Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
}
