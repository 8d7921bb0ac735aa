namespace Portal.Diagnostics.Checks;

/// <summary>A delegated scope as settings write it: <c>{resource}/{scope}</c>.</summary>
internal static class ScopeName
{
    public const string Default = ".default";

    public static string Last(string scope) => scope[(scope.LastIndexOf('/') + 1)..];

    /// <summary>Whose scopes they are; each once.</summary>
    public static IReadOnlyList<string> Resources(IEnumerable<string> scopes) =>
        [.. scopes.Select(s => s[..Math.Max(s.LastIndexOf('/'), 0)]).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A resource may be named by its client id or by the App ID URI that is made of it.</summary>
    public static bool IsSame(string one, string other) => Plain(one).Equals(Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string resource)
    {
        const string scheme = "api://";
        var bare = resource.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? resource[scheme.Length..] : resource;
        return Guid.TryParse(bare, out _) ? bare : resource;
    }
}
