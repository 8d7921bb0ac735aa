using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>What a chart needs to know besides its rows.</summary>
/// <param name="Period">One of <see cref="GroupPeriods"/> if the rows are periods; null: as the column says.</param>
/// <param name="IsGrouped">The rows are groups, so that those with the largest values come first.</param>
/// <param name="Currency">The currency to show, if the rows have several.</param>
/// <param name="Earlier">The rows of the periods before; null if they are among the chart's own.</param>
public sealed record ChartSettings(
    string? Period = null, bool IsGrouped = false, string? Currency = null, IReadOnlyList<JsonElement>? Earlier = null)
{
    public static readonly ChartSettings Default = new();
}
