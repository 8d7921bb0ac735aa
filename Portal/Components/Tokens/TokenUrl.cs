namespace Portal.Components.Tokens;

/// <summary>The addresses of the token page.</summary>
internal static class TokenUrl
{
    public const string Own = "tokens";
    public const string PasteView = "paste";

    public static string Paste => $"{Own}?show={PasteView}";

    public static string Compare(string left, string right) =>
        $"{Own}?left={Uri.EscapeDataString(left)}&right={Uri.EscapeDataString(right)}";

    /// <summary>The claims of one's own token, opened.</summary>
    public static string Claims(string hop) => $"{Own}#{Uri.EscapeDataString(ClaimsId(hop))}";

    /// <summary>The id of the element with a token's claims.</summary>
    public static string ClaimsId(string hop) => $"{hop}-claims";

    /// <summary>The id of a claim's row.</summary>
    public static string ClaimId(string hop, string claim) => $"{hop}.{claim}";
}
