namespace Portal.Components.Data;

/// <summary>Where a view is, and where one row of it is.</summary>
internal static class DataUrl
{
    public static string Of(string api, string view) => $"/data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}";

    public static string Of(string api, string view, string key) => $"{Of(api, view)}/{Uri.EscapeDataString(key)}";
}
