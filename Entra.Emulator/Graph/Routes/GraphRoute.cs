using Entra.Emulator.Graph.Access;

namespace Entra.Emulator.Graph.Routes;

/// <summary>An operation: where it is, what it wants of its caller, what answers it. <c>{}</c> stands for a key.</summary>
internal sealed record GraphRoute(string Method, string Pattern, Demand Demand, Func<GraphCall, GraphAnswer> Answer)
{
    private static readonly string[] Namespaces = ["microsoft.graph.", "graph."];

    private readonly string[] _segments = Pattern.Split('/');

    /// <summary>Whether it changes something: that is logged.</summary>
    public bool Changes { get; init; }

    /// <summary>The keys in the address; null when the address is another one.</summary>
    public IReadOnlyList<string>? Match(IReadOnlyList<string> address)
    {
        if (address.Count != _segments.Length)
            return null;

        var keys = new List<string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i] == "{}")
                keys.Add(address[i]);
            else if (!IsSame(_segments[i], address[i]))
                return null;
        }

        return keys;
    }

    public static GraphRoute Get(string pattern, Demand demand, Func<GraphCall, GraphAnswer> answer) =>
        new("GET", pattern, demand, answer);

    public static GraphRoute Ask(string pattern, Demand demand, Func<GraphCall, GraphAnswer> answer) =>
        new("POST", pattern, demand, answer);

    public static GraphRoute Change(string method, string pattern, Demand demand, Func<GraphCall, GraphAnswer> answer) =>
        new(method, pattern, demand, answer) { Changes = true };

    // Types are written with the namespace or its alias, actions with or without.
    private static bool IsSame(string pattern, string segment)
    {
        var plain = Namespaces.FirstOrDefault(n => segment.StartsWith(n, StringComparison.OrdinalIgnoreCase)) is { } found
            ? segment[found.Length..]
            : null;
        return pattern.StartsWith(Namespaces[0], StringComparison.Ordinal)
            ? pattern[Namespaces[0].Length..].Equals(plain, StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(plain ?? segment, StringComparison.OrdinalIgnoreCase);
    }
}
