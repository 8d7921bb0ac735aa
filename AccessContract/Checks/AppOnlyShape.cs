namespace AccessContract.Checks;

/// <summary>
/// Whether a token looks app-only. <c>idtyp</c> says so for certain, but Entra writes it only if the API's registration
/// requests it.
/// </summary>
internal static class AppOnlyShape
{
    private static readonly string[] UserNames = ["name", "preferred_username", "upn", "unique_name"];

    public static bool IsIn(TokenContent token) => TokenFacts.Read(token).TokenKind switch
    {
        TokenKind.App => true,
        TokenKind.User => false,
        _ => !token.Has("idtyp") && !token.Has("scp") && (HasOwnSubject(token) || (!UserNames.Any(token.Has) && token.Has("roles"))),
    };

    private static bool HasOwnSubject(TokenContent token) => token.First("oid") is { } oid && oid == token.First("sub");
}
