using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>A row and the key it was requested by; both stay those of the previous row while the next one loads.</summary>
internal sealed record LoadedRow(string Key, DataRow Row);
