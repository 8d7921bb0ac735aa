namespace Portal.Components.AppOnly;

/// <summary>The address of the comparison of one view.</summary>
internal static class CallerUrl
{
    public const string Page = "no-user";

    public static string Of(string api, string view) =>
        $"{Page}?api={Uri.EscapeDataString(api)}&view={Uri.EscapeDataString(view)}";
}
