namespace Portal.Downstream;

/// <summary>The names of the configured downstream APIs, in alphabetical order, as configuration sorts them.</summary>
public sealed class DownstreamApis(IReadOnlyList<string> names)
{
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The name as settings spell it, whatever the case in an address; null when there is no such API.</summary>
    public string? Find(string name) => Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
}
