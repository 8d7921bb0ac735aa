using AccessContract;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>What a downstream API says of itself in its OpenAPI document, as far as the portal builds on it.</summary>
public sealed record ApiContract(string Title, IReadOnlyList<ContractView> Views)
{
    public ContractView? FindView(string name) =>
        Views.FirstOrDefault(v => v.View.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A collection that can be browsed: what pages are told of it, and what only the backend needs.</summary>
/// <param name="Path">Where the API has it, relative to its base address.</param>
/// <param name="Row">Where it has one row, and who may read and change it.</param>
public sealed record ContractView(DataView View, string Path, IReadOnlyList<AccessAlternative> Requirements, ContractRow? Row = null);

/// <param name="Path">With the key's place as <c>{name}</c>.</param>
/// <param name="ChangeRequirements">Null when the API takes no change.</param>
public sealed record ContractRow(
    string Path, IReadOnlyList<AccessAlternative> Requirements, IReadOnlyList<AccessAlternative>? ChangeRequirements = null);
