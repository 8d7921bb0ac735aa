namespace Portal.Downstream;

/// <summary>
/// A delegated scope as token requests and settings write it: <c>{resource}/{name}</c>, such as
/// <c>api://appb/access_as_user</c>. The resource may contain slashes, the name does not; tokens contain the name only.
/// </summary>
/// <param name="Resource">A client id or an App ID URI; empty if the scope has none.</param>
internal readonly record struct ScopeName(string Resource, string Name)
{
    /// <summary>Requests everything that the client was granted at the resource.</summary>
    public const string Default = ".default";

    /// <summary>The resource as a client id; null if it is an App ID URI or empty.</summary>
    public Guid? ResourceId => Guid.TryParse(Resource, out var id) ? id : null;

    public static ScopeName Parse(string scope)
    {
        var cut = scope.LastIndexOf('/');
        return new ScopeName(scope[..Math.Max(cut, 0)], scope[(cut + 1)..]);
    }

    /// <summary>The distinct resources of the scopes.</summary>
    public static IReadOnlyList<string> Resources(IEnumerable<string> scopes) =>
    [
        .. scopes.Select(s => Parse(s).Resource).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Whether two names mean the same resource: its client id, or the App ID URI made of that id.</summary>
    public static bool IsSameResource(string one, string other) =>
        WithoutScheme(one).Equals(WithoutScheme(other), StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Resource.Length == 0 ? Name : $"{Resource}/{Name}";

    private static string WithoutScheme(string resource)
    {
        const string scheme = "api://";
        var bare = resource.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? resource[scheme.Length..] : resource;
        return Guid.TryParse(bare, out _) ? bare : resource;
    }
}
