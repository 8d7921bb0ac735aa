namespace AccessContract.Checks;

/// <summary>Recognizes a user from another directory.</summary>
internal static class Guest
{
    private const string Marker = "#EXT#";
    private const string LivePrefix = "live.com#";

    private static readonly string[] NameClaims = ["upn", "preferred_username", "unique_name", "email"];

    public static bool IsIn(TokenContent token) =>
        token.First("acct") == "1" || HomeAddress(token) is not null || HasOtherIdentityProvider(token);

    /// <summary>
    /// The user name in the home directory: Entra writes <c>a_b.example#EXT#@contoso.example</c> for a@b.example. Null if
    /// the token does not contain it.
    /// </summary>
    public static string? HomeAddress(TokenContent token)
    {
        foreach (var name in NameClaims.Select(token.First).OfType<string>())
        {
            if (name.StartsWith(LivePrefix, StringComparison.OrdinalIgnoreCase))
                return name[LivePrefix.Length..];

            var end = name.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
            var at = end > 0 ? name.LastIndexOf('_', end - 1) : -1;
            if (at > 0)
                return $"{name[..at]}@{name[(at + 1)..end]}";
        }

        return null;
    }

    private static bool HasOtherIdentityProvider(TokenContent token) =>
        token.First("idp") is { } home && home != token.First("iss")
        && token.First("tid") is { } tid && !home.Contains(tid, StringComparison.OrdinalIgnoreCase);
}
