namespace AccessContract;

/// <summary>An app whose IDs an explanation replaces by its name.</summary>
/// <param name="Id">Its client ID, as in <c>aud</c> and <c>azp</c>.</param>
/// <param name="Scopes">The scopes that it is called with, as in <c>scp</c>.</param>
public sealed record KnownApp(string Name, string Id, IReadOnlyList<string> Scopes)
{
    /// <summary>Whether <paramref name="audience"/> is the client ID, or the App ID URI made of it.</summary>
    public bool IsAudience(string audience) =>
        audience.Equals(Id, StringComparison.OrdinalIgnoreCase) || audience.Equals($"api://{Id}", StringComparison.OrdinalIgnoreCase);
}
