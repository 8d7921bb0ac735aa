using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Signed tokens that lack a permission or have claims and headers that Entra does not issue.</summary>
internal static class UnusualTokens
{
    private static readonly string[] User = ["user"];
    private static readonly string[] Scope = ["access_as_user"];
    private static readonly string[] Reader = ["Orders.Read"];
    private static readonly string[] Version2 = ["2.0"];
    private static readonly string[] Jwt = ["JWT"];
    private static readonly string[] Rs256 = ["RS256"];
    private static readonly string[] Writer = ["Orders.Write"];
    private static readonly string[] Nested = ["Orders.Read Orders.Write"];

    public static IEnumerable<TheoryDataRow<string>> ClaimRows => ClaimChanges.Select(c => AbuseCase.Row(c.Name));

    public static IEnumerable<TheoryDataRow<string>> HeaderRows => HeaderChanges.Select(c => AbuseCase.Row(c.Name));

    public static readonly (string Name, Func<AppBFixture, TestAuthorityToken> Token)[] Insufficient =
    [
        ("TOK-26 no scp", f => TamperedTokenCases.Valid(f).Without("scp")),
        ("another scope", f => TamperedTokenCases.Valid(f).With("scp", "profile")),
        ("TOK-32 scope in capitals", f => TamperedTokenCases.Valid(f).With("scp", "ACCESS_AS_USER")),
        ("TOK-33 scope and a tab", f => TamperedTokenCases.Valid(f).With("scp", "a\taccess_as_user")),
        ("scp empty, idtyp user", f => TamperedTokenCases.Valid(f).With("scp", "").With("idtyp", "user")),
        ("neither scope nor role", f => TamperedTokenCases.Valid(f).Without("roles").With("scp", "profile")),
        ("no role", f => TamperedTokenCases.Valid(f).Without("roles")),
        ("another role", f => TamperedTokenCases.Valid(f).With("roles", Writer)),
        ("TOK-38 roles in one text", f => TamperedTokenCases.Valid(f).With("roles", Nested)),
        ("TOK-40 role for roles", f => TamperedTokenCases.Valid(f).Without("roles").With("role", "Orders.Read")),
        ("TOK-41 roles an object", f => TamperedTokenCases.Valid(f).With("roles", new { a = "Orders.Read" })),
        ("idtyp app with scp", f => TamperedTokenCases.Valid(f).With("idtyp", "app")),
        ("idtyp unknown", f => TamperedTokenCases.Valid(f).With("idtyp", "device")),
        ("application without its role", f => f.Application("Orders.Read")),
    ];

    /// <summary>Claims of types that Entra does not issue.</summary>
    public static readonly (string Name, string Claim, object? Value)[] ClaimChanges =
    [
        ("idtyp null", "idtyp", null),
        ("idtyp an object", "idtyp", new { a = 1 }),
        ("idtyp an empty list", "idtyp", Array.Empty<string>()),
        ("idtyp a list of user", "idtyp", User),
        ("idtyp empty", "idtyp", ""),
        ("scp null", "scp", null),
        ("scp an object", "scp", new { a = "access_as_user" }),
        ("TOK-34 scp a list", "scp", Scope),
        ("scp a list of nothing", "scp", Array.Empty<string>()),
        ("scp a number", "scp", 5),
        ("scp true", "scp", true),
        ("TOK-41 roles null", "roles", null),
        ("TOK-38 roles a text", "roles", "Orders.Read"),
        ("TOK-41 roles a list in a list", "roles", (object)new[] { Reader }),
        ("roles a list with null", "roles", (object)new[] { null, "Orders.Read" }),
        ("roles empty", "roles", ""),
        ("TOK-41 roles a number", "roles", 1),
        ("ver a list", "ver", Version2),
        ("ver null", "ver", null),
        ("ver true", "ver", true),
        ("ver an object", "ver", new { a = "2.0" }),
        ("ver empty", "ver", ""),
        ("tid a list", "tid", (object)new[] { TestAuthority.TenantId }),
        ("tid null", "tid", null),
        ("tid a number", "tid", 7),
        ("tid an object", "tid", new { a = 1 }),
        ("tid in capitals", "tid", TestAuthority.TenantId.ToUpperInvariant()),
        ("iss null", "iss", null),
        ("iss a number", "iss", 7),
        ("iss an object", "iss", new { a = 1 }),
        ("iss empty", "iss", ""),
        ("aud a list of one", "aud", (object)new[] { AppBFixture.Audience }),
        ("aud an empty list", "aud", Array.Empty<string>()),
        ("TOK-18 aud an object", "aud", new { a = 1 }),
        ("aud true", "aud", true),
        ("aud a list with a number", "aud", (object)new object[] { AppBFixture.Audience, 3 }),
        ("TOK-17 aud a list with null", "aud", (object)new[] { AppBFixture.Audience, null }),
        ("aud twice the same", "aud", (object)new[] { AppBFixture.Audience, AppBFixture.Audience }),
        ("TOK-23 exp a text", "exp", "4102444800"),
        ("TOK-23 exp a fraction", "exp", 4102444800.5),
        ("TOK-23 exp null", "exp", null),
        ("TOK-23 exp a list", "exp", (object)new[] { 4102444800 }),
        ("TOK-23 exp true", "exp", true),
        ("TOK-23 exp an object", "exp", new { a = 1 }),
        ("TOK-23 exp in milliseconds", "exp", 4102444800000),
        ("nbf in milliseconds", "nbf", 4102444800000),
        ("iat in milliseconds", "iat", 4102444800000),
        ("TOK-23 exp a text of a fraction", "exp", "4102444800.5"),
        ("jti a number", "jti", 5),
        ("azp null", "azp", null),
        ("sub a number", "sub", 5),
        ("sub true", "sub", true),
        ("iss a list", "iss", (object)new[] { "a" }),
        ("scp a list of spaces", "scp", "  "),
        ("scp a tab", "scp", "\t"),
        ("nbf a text", "nbf", "1000"),
        ("nbf a word", "nbf", "soon"),
        ("nbf null", "nbf", null),
        ("nbf negative", "nbf", -5),
        ("nbf a fraction", "nbf", 1000.5),
        ("nbf a list", "nbf", (object)new[] { 1000 }),
        ("nbf beyond all time", "nbf", 1e20),
        ("nbf an object", "nbf", new { a = 1 }),
        ("nbf true", "nbf", true),
        ("iat a text", "iat", "1000"),
        ("iat null", "iat", null),
        ("iat negative", "iat", -5),
        ("iat a fraction", "iat", 1000.5),
        ("iat a list", "iat", (object)new[] { 1000 }),
        ("iat true", "iat", true),
        ("iat an object", "iat", new { a = 1 }),
        ("iat zero", "iat", 0),
        ("nonce null", "nonce", null),
        ("nonce empty", "nonce", ""),
        ("nonce an empty list", "nonce", Array.Empty<string>()),
        ("acrs an object", "acrs", new { a = 1 }),
        ("oid a word", "oid", "somebody"),
        ("oid null", "oid", null),
        ("sub null", "sub", null),
        ("azp a list", "azp", (object)new[] { "a", "b" }),
        ("name an object", "name", new { a = new { b = 1 } }),
    ];

    public static readonly (string Name, Func<TestAuthorityToken, TestAuthorityToken> Change)[] HeaderChanges =
    [
        ("TOK-50 typ missing", t => t.WithoutHeader("typ")),
        ("typ null", t => t.WithHeader("typ", null)),
        ("typ empty", t => t.WithHeader("typ", "")),
        ("typ in small letters", t => t.WithHeader("typ", "jwt")),
        ("typ at+jwt", t => t.WithHeader("typ", "at+jwt")),
        ("typ at+JWT", t => t.WithHeader("typ", "at+JWT")),
        ("typ with application", t => t.WithHeader("typ", "application/at+jwt")),
        ("typ a number", t => t.WithHeader("typ", 5)),
        ("typ a list", t => t.WithHeader("typ", Jwt)),
        ("alg in small letters", t => t.WithHeader("alg", "rs256")),
        ("alg null", t => t.WithHeader("alg", null)),
        ("alg missing", t => t.WithoutHeader("alg")),
        ("alg a number", t => t.WithHeader("alg", 256)),
        ("alg a list", t => t.WithHeader("alg", Rs256)),
        ("TOK-44 kid null", t => t.WithHeader("kid", null)),
        ("kid a number", t => t.WithHeader("kid", 1)),
        ("TOK-44 kid empty", t => t.WithHeader("kid", "")),
        ("kid a list", t => t.WithHeader("kid", Jwt)),
        ("crit null", t => t.WithHeader("crit", null)),
        ("crit empty", t => t.WithHeader("crit", Array.Empty<string>())),
        ("b64 true", t => t.WithHeader("b64", true)),
        ("nonce in the header", t => t.WithHeader("nonce", "n")),
        ("x5t of another", t => t.WithHeader("x5t", "another")),
        ("cty JWT", t => t.WithHeader("cty", "JWT")),
        ("zip", t => t.WithHeader("zip", "DEF")),
        ("enc", t => t.WithHeader("enc", "A256GCM")),
    ];
}
