using Portal.Contracts.Data;

namespace Portal.Components.Shared;

/// <summary>Finds the API or view that a URL names, ignoring case.</summary>
internal static class ViewSearch
{
    public static ApiViews? Find(this ViewCatalog catalog, string api) =>
        catalog.Apis.FirstOrDefault(a => a.Api.Equals(api, StringComparison.OrdinalIgnoreCase));

    public static DataView? Find(this ApiViews api, string view) =>
        api.Views.FirstOrDefault(v => v.Name.Equals(view, StringComparison.OrdinalIgnoreCase));
}
