namespace Portal.Components.Data;

/// <summary>Where a view is.</summary>
internal static class DataUrl
{
    public static string Of(string api, string view) => $"/data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}";
}
