using Portal.Downstream;

namespace Portal.Consents;

/// <summary>What settings ask of a downstream API, by the names that the directory knows.</summary>
/// <param name="Resource">The API's client id; null where settings name it otherwise, or more than one.</param>
/// <param name="Names">Scopes without the resource.</param>
internal sealed record ApiScopes(Guid? Resource, IReadOnlyList<string> Names)
{
    public static ApiScopes Read(IReadOnlyList<string> scopes)
    {
        var parts = scopes.Select(ScopeName.Parse).ToList();
        var resources = parts.Select(p => p.Resource).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new ApiScopes(
            resources is [var only] && Guid.TryParse(only, out var id) ? id : null,
            [.. parts.Select(p => p.Name)]);
    }
}
