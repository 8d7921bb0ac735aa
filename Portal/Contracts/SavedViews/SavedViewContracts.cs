using Portal.Contracts.ViewAddresses;

namespace Portal.Contracts.SavedViews;

/// <summary>The caller's own saved views: <c>GET /api/views/saved</c>.</summary>
public sealed record SavedViewList(IReadOnlyList<SavedView> Views);

/// <summary>A view with its filters, columns and order, under a name.</summary>
/// <param name="Api">The API's name in settings.</param>
/// <param name="View">The name of its view.</param>
/// <param name="Name">What the user calls it: plain text.</param>
/// <param name="Query">The query of its address; empty for the view as it is.</param>
public sealed record SavedView(string Id, string Api, string View, string Name, string Query);

/// <summary>A view to save: <c>POST /api/views/saved</c>.</summary>
public sealed record SavedViewDraft(string Api, string View, string Name, string Query)
{
    public const int MaxPathLength = 200;
    public const int MaxQueryLength = 4000;

    /// <summary>The part of an address that is worth saving: neither a page nor an open row.</summary>
    public static string QueryOf(ViewState state) => state.First().Url("");
}

/// <summary>Another name for a saved view: <c>PUT /api/views/saved/{id}</c>.</summary>
public sealed record SavedViewName(string Name);

/// <summary>The rules for names, and how many views a user can save.</summary>
public static class SavedViewLimits
{
    public const int MaxCount = 100;
    public const int MaxNameLength = 80;

    /// <summary>The name without surrounding space; null if it is not valid.</summary>
    public static string? NameOf(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is > 0 and <= MaxNameLength && !trimmed.Any(char.IsControl) ? trimmed : null;
    }
}
