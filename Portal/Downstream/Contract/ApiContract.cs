using Portal.Access;
using Portal.Contracts;

namespace Portal.Downstream.Contract;

/// <summary>What a downstream API says of itself in its OpenAPI document, as far as the portal builds on it.</summary>
public sealed record ApiContract(string Title, IReadOnlyList<ContractView> Views)
{
    public ContractView? FindView(string name) =>
        Views.FirstOrDefault(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A collection that can be browsed.</summary>
/// <param name="Name">Its path with <c>-</c> for <c>/</c>: one segment of the portal's own address.</param>
/// <param name="Path">Where the API has it, relative to its base address.</param>
public sealed record ContractView(
    string Name,
    string Path,
    string Title,
    string? Description,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<Requirement> Requirements);
