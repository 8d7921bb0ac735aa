namespace Portal.Components.Tokens;

/// <summary>The addresses of the token page.</summary>
internal static class TokenUrl
{
    public const string Own = "tokens";
    public const string PasteView = "paste";

    public static string Paste => $"{Own}?show={PasteView}";

    public static string Compare(string left, string right) =>
        $"{Own}?left={Uri.EscapeDataString(left)}&right={Uri.EscapeDataString(right)}";
}
