namespace Portal.Components.Data;

/// <summary>The addresses of a view and of one of its rows.</summary>
internal static class DataUrl
{
    public static string Of(string api, string view) => $"data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}";

    public static string Of(string api, string view, string key) => $"{Of(api, view)}/{Uri.EscapeDataString(key)}";
}
