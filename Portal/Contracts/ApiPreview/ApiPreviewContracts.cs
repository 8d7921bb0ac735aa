using Portal.Contracts.Data;

namespace Portal.Contracts.ApiPreview;

/// <summary>What to read: <c>POST /api/admin/api-preview</c> needs exactly one of the two.</summary>
/// <param name="Address">The address of an API, or of its OpenAPI document.</param>
/// <param name="Document">The OpenAPI document itself, JSON or YAML.</param>
public sealed record ApiPreviewRequest(string? Address = null, string? Document = null)
{
    /// <summary>The longest <see cref="Document"/>, in bytes.</summary>
    public const int MaxDocumentBytes = 3 * 1024 * 1024;
}

/// <summary>What the portal would read from an API that is not in its settings, and the settings that add it.</summary>
/// <param name="Name">A name for it in settings, made from its title.</param>
/// <param name="Document">Where its document was found; null if the request contained it.</param>
/// <param name="BaseUrl">Where its paths start; null if the document does not say so.</param>
/// <param name="Scopes">The delegated scopes that the portal would request a token for, each <c>{resource}/{scope}</c>.</param>
/// <param name="ScopesSource">Where they come from, one of <see cref="ScopeSources"/>.</param>
/// <param name="Settings">The settings as JSON, for <c>appsettings.json</c>.</param>
/// <param name="ToComplete">What the settings still lack, in sentences.</param>
public sealed record ApiPreviewReport(
    string Title,
    string Name,
    string? Document,
    string? BaseUrl,
    IReadOnlyList<DataView> Views,
    ViewCoverage Coverage,
    IReadOnlyList<string> Scopes,
    string ScopesSource,
    string Settings,
    IReadOnlyList<string> ToComplete);

public static class ScopeSources
{
    /// <summary>The API's protected-resource metadata (RFC 9728).</summary>
    public const string Metadata = "metadata";

    /// <summary>The names are in the OpenAPI document, the resource is not.</summary>
    public const string Document = "document";

    /// <summary>Neither names a scope.</summary>
    public const string None = "none";
}

public static class ApiPreviewAddresses
{
    /// <summary>The page.</summary>
    public const string Path = "setup/api";

    public const string Endpoint = "api/admin/api-preview";
}
