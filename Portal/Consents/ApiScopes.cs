using Portal.Downstream;

namespace Portal.Consents;

/// <summary>The configured scopes of a downstream API.</summary>
/// <param name="Resource">The API's client id; null if the settings use another name for the API, or name several
/// APIs.</param>
/// <param name="Names">The scopes without the resource.</param>
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
