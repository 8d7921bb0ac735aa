using Portal.Contracts.Data;

namespace Portal.Components.Shared;

/// <summary>Finds what an address names; addresses are not particular about case.</summary>
internal static class ViewSearch
{
    public static ApiViews? Find(this ViewCatalog catalog, string api) =>
        catalog.Apis.FirstOrDefault(a => a.Api.Equals(api, StringComparison.OrdinalIgnoreCase));

    public static DataView? Find(this ApiViews api, string view) =>
        api.Views.FirstOrDefault(v => v.Name.Equals(view, StringComparison.OrdinalIgnoreCase));
}
