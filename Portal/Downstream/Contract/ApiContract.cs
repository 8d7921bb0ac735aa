using Portal.Contracts.Data;
using Portal.Downstream.Dialect;

namespace Portal.Downstream.Contract;

/// <summary>The parts of a downstream API's OpenAPI document that the portal uses.</summary>
public sealed record ApiContract(string Title, IReadOnlyList<ContractView> Views)
{
    /// <summary>What became a view, and what was passed over for which reason.</summary>
    public ViewCoverage Coverage { get; init; } = ViewCoverage.Of(Views.Count, rows: 0, []);

    public ContractView? FindView(string name) =>
        Views.FirstOrDefault(v => v.View.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A collection that can be browsed: the view for pages, and the data that only the backend needs.</summary>
/// <param name="Path">The path relative to the API's base address.</param>
/// <param name="Protocol">Its query parameters and response format.</param>
/// <param name="RowPath">
/// The path template of a single row, with the key as <c>{name}</c>; null if the view has no <see cref="DataView.Row"/>.
/// </param>
public sealed record ContractView(DataView View, string Path, DataProtocol Protocol, string? RowPath = null)
{
    /// <summary>
    /// Query parameters that the API requires, with the value that the document names, such as <c>api-version</c>. A query
    /// that sets one of them itself takes precedence.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Required { get; init; } = [];

    /// <summary>Headers that the API requires and that have only one allowed value. Those of settings are not among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The same for requests of a single row.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RowHeaders { get; init; } = [];

    /// <summary>
    /// The property of a response that has the single row, as in <c>{ "ticket": … }</c>; null if the response is the row.
    /// </summary>
    public string? RowPlace { get; init; }

    /// <summary>How the document wants the view to be shown.</summary>
    public ViewHints Hints { get; init; } = ViewHints.None;
}
