using Entra.Emulator.Graph.Access;

namespace Entra.Emulator.Graph.Routes;

/// <summary>A route: method, pattern, required permissions and handler. <c>{}</c> is a placeholder for a key.</summary>
internal sealed record GraphRoute(string Method, string Pattern, RequiredPermissions Required, Func<GraphCall, GraphResponse> Handle)
{
    private static readonly string[] Namespaces = ["microsoft.graph.", "graph."];

    private readonly string[] _segments = Pattern.Split('/');

    /// <summary>Whether the operation changes the directory; changes are logged.</summary>
    public bool Changes { get; init; }

    /// <summary>The keys in the path, or null if the path does not match.</summary>
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

    public static GraphRoute Get(string pattern, RequiredPermissions required, Func<GraphCall, GraphResponse> handle) =>
        new("GET", pattern, required, handle);

    public static GraphRoute Action(string pattern, RequiredPermissions required, Func<GraphCall, GraphResponse> handle) =>
        new("POST", pattern, required, handle);

    public static GraphRoute Change(
        string method, string pattern, RequiredPermissions required, Func<GraphCall, GraphResponse> handle) =>
        new(method, pattern, required, handle) { Changes = true };

    // Types are written with the namespace or its alias, actions with or without it.
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
