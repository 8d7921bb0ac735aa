using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>A row and the key that it was asked by: while the next one is on its way, both are still of the one before.</summary>
internal sealed record LoadedRow(string Key, DataRow Row);
