using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.SavedViews;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.SavedViews;

/// <summary>What a saved view names that no longer exists.</summary>
internal static class SavedViewCheck
{
    /// <summary>A sentence; null if everything is there, or if the API’s views are unknown now.</summary>
    public static string? Missing(SavedView saved, ViewCatalog catalog)
    {
        if (catalog.Find(saved.Api) is not { } api)
            return $"The portal no longer has the API {SafeText.Visible(saved.Api)}.";
        if (api.Problem is not null)
            return null;
        if (api.Find(saved.View) is not { } view)
            return $"{SafeText.Visible(api.Title)} no longer has this view.";

        var gone = Columns(saved).Except(view.Columns.Select(c => c.Name), StringComparer.Ordinal).Select(SafeText.Visible).ToList();
        return gone.Count switch
        {
            0 => null,
            1 => $"The column {gone[0]} no longer exists.",
            _ => $"These columns no longer exist: {string.Join(", ", gone)}.",
        };
    }

    private static IEnumerable<string> Columns(SavedView saved) => ViewState.TryRead(saved.Query, out var state, out _)
        ? (state.Columns ?? []).Concat(state.Filters.Select(f => f.Column))
            .Concat(state.Sort is { } sort ? [sort.Column] : []).Distinct(StringComparer.Ordinal)
        : [];
}
