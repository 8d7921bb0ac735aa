using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Portal.Downstream.Contract;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>
/// The portal's verdict on a token agrees with AppB's response to it. The portal knows only what AppB publishes.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class VerdictAgreementTests(AppBFixture appB)
{
    private static readonly string[] Unreadable = ["signature", "token"];
    private static readonly string[] User = ["user"];
    private static readonly string[] Scope = ["access_as_user"];
    private static readonly string[] Reader = ["Orders.Read"];
    private static readonly string[] Version2 = ["2.0"];
    private static readonly string[] Jwt = ["JWT"];
    private static readonly string[] Rs256 = ["RS256"];
    private static readonly string[] Writer = ["Orders.Write"];
    private static readonly string[] Nested = ["Orders.Read Orders.Write"];

    private static readonly (string Name, Func<AppBFixture, TestAuthorityToken> Token)[] Refused =
    [
        ("no scp", f => TamperedTokens.Valid(f).Without("scp")),
        ("another scope", f => TamperedTokens.Valid(f).With("scp", "profile")),
        ("scope in capitals", f => TamperedTokens.Valid(f).With("scp", "ACCESS_AS_USER")),
        ("scope and a tab", f => TamperedTokens.Valid(f).With("scp", "a\taccess_as_user")),
        ("scp empty, idtyp user", f => TamperedTokens.Valid(f).With("scp", "").With("idtyp", "user")),
        ("neither scope nor role", f => TamperedTokens.Valid(f).Without("roles").With("scp", "profile")),
        ("no role", f => TamperedTokens.Valid(f).Without("roles")),
        ("another role", f => TamperedTokens.Valid(f).With("roles", Writer)),
        ("roles in one text", f => TamperedTokens.Valid(f).With("roles", Nested)),
        ("role for roles", f => TamperedTokens.Valid(f).Without("roles").With("role", "Orders.Read")),
        ("roles an object", f => TamperedTokens.Valid(f).With("roles", new { a = "Orders.Read" })),
        ("idtyp app with scp", f => TamperedTokens.Valid(f).With("idtyp", "app")),
        ("idtyp unknown", f => TamperedTokens.Valid(f).With("idtyp", "device")),
        ("application without its role", f => f.Application("Orders.Read")),
    ];

    // Claims of types that Entra does not issue.
    private static readonly (string Name, string Claim, object? Value)[] ClaimChanges =
    [
        ("idtyp null", "idtyp", null),
        ("idtyp an object", "idtyp", new { a = 1 }),
        ("idtyp an empty list", "idtyp", Array.Empty<string>()),
        ("idtyp a list of user", "idtyp", User),
        ("idtyp empty", "idtyp", ""),
        ("scp null", "scp", null),
        ("scp an object", "scp", new { a = "access_as_user" }),
        ("scp a list", "scp", Scope),
        ("scp a list of nothing", "scp", Array.Empty<string>()),
        ("scp a number", "scp", 5),
        ("scp true", "scp", true),
        ("roles null", "roles", null),
        ("roles a text", "roles", "Orders.Read"),
        ("roles a list in a list", "roles", (object)new[] { Reader }),
        ("roles a list with null", "roles", (object)new[] { null, "Orders.Read" }),
        ("roles empty", "roles", ""),
        ("roles a number", "roles", 1),
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
        ("aud an object", "aud", new { a = 1 }),
        ("aud true", "aud", true),
        ("aud a list with a number", "aud", (object)new object[] { AppBFixture.Audience, 3 }),
        ("aud a list with null", "aud", (object)new[] { AppBFixture.Audience, null }),
        ("aud twice the same", "aud", (object)new[] { AppBFixture.Audience, AppBFixture.Audience }),
        ("exp a text", "exp", "4102444800"),
        ("exp a fraction", "exp", 4102444800.5),
        ("exp null", "exp", null),
        ("exp a list", "exp", (object)new[] { 4102444800 }),
        ("exp true", "exp", true),
        ("exp an object", "exp", new { a = 1 }),
        ("exp in milliseconds", "exp", 4102444800000),
        ("nbf in milliseconds", "nbf", 4102444800000),
        ("iat in milliseconds", "iat", 4102444800000),
        ("exp a text of a fraction", "exp", "4102444800.5"),
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

    private static readonly (string Name, Func<TestAuthorityToken, TestAuthorityToken> Change)[] HeaderChanges =
    [
        ("typ missing", t => t.WithoutHeader("typ")),
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
        ("kid null", t => t.WithHeader("kid", null)),
        ("kid a number", t => t.WithHeader("kid", 1)),
        ("kid empty", t => t.WithHeader("kid", "")),
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

    // Only the key detects an altered payload; without it, the altered role fails.
    private static readonly Dictionary<string, string> DetectableByKeyOnly = new() { ["payload altered"] = "role" };

    public static TheoryData<string> Tampered => [.. TamperedTokens.All.Select(f => f.Name)];

    public static TheoryData<string> UnexpectedClaims => [.. ClaimChanges.Select(o => o.Name)];

    public static TheoryData<string> UnusualHeaders => [.. HeaderChanges.Select(o => o.Name)];

    public static TheoryData<string> Insufficient => [.. Refused.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Tampered_token_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var token = TamperedTokens.All.Single(f => f.Name == name).Make(appB);

        var failed = await FailedCheckAsync(token);

        if (DecodedToken.OfPasted(token).Token is not { } read)
        {
            Assert.Contains(failed, Unreadable);
            return;
        }

        // Without the key the signature stays unchecked; then no other check may fail.
        var verdict = await EvaluateAsync(read);
        Assert.Equal(
            DetectableByKeyOnly.GetValueOrDefault(name) ?? failed,
            verdict.Failed?.Validation.Name ?? Unchecked(verdict));
    }

    [Theory]
    [MemberData(nameof(Insufficient))]
    public async Task Insufficient_token_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var token = Refused.Single(f => f.Name == name).Token(appB).Sign();

        var verdict = await EvaluateAsync(DecodedToken.OfPasted(token).Token!);

        Assert.Equal(await FailedCheckAsync(token), verdict.Failed?.Validation.Name);
    }

    [Theory]
    [MemberData(nameof(UnexpectedClaims))]
    public async Task Claim_of_an_unexpected_type_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var (_, claim, value) = ClaimChanges.Single(o => o.Name == name);

        await AssertSameAsync(TamperedTokens.Valid(appB).With(claim, value).Sign());
    }

    [Theory]
    [MemberData(nameof(UnusualHeaders))]
    public async Task Unusual_header_fails_the_same_check_in_the_portal_and_in_AppB(string name) =>
        await AssertSameAsync(HeaderChanges.Single(o => o.Name == name).Change(TamperedTokens.Valid(appB)).Sign());

    [Fact]
    public async Task Token_that_AppB_accepts_passes_every_check_in_the_portal()
    {
        foreach (var token in new[] { TamperedTokens.Valid(appB), appB.Application("Orders.Read.All"), TamperedTokens.Valid(appB).With("idtyp", "user") })
        {
            var signed = token.Sign();

            Assert.Null(await FailedCheckAsync(signed));
            Assert.Null((await EvaluateAsync(DecodedToken.OfPasted(signed).Token!)).Failed);
        }
    }

    // If AppB refuses the signature, the portal has not checked it.
    private async Task AssertSameAsync(string token)
    {
        var (failed, verdict) = (await FailedCheckAsync(token), await EvaluateAsync(DecodedToken.OfPasted(token).Token!));

        Assert.Equal(failed, verdict.Failed?.Validation.Name ?? (failed is null ? null : Unchecked(verdict)));
    }

    private static string? Unchecked(Verdict verdict) =>
        verdict.Outcomes.FirstOrDefault(o => o.State == CheckState.NotChecked)?.Validation.Name;

    private async Task<Verdict> EvaluateAsync(TokenContent token)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var validations = ValidationReader.Read(await appB.Anonymous.GetStringAsync(
            ValidationReader.Address(appB.Anonymous.BaseAddress!), cancellation));
        var contract = ContractReader.Read(await appB.Anonymous.GetStringAsync("/openapi/v1.json", cancellation));
        return Verdict.Of(token, ApiRules.Of("AppB", validations), contract.FindView("orders")!.Requirements, DateTimeOffset.UtcNow);
    }

    // The first failed check in the response; null if the token is accepted.
    private async Task<string?> FailedCheckAsync(string token)
    {
        using var response = await appB.GetAsync("/orders?$top=1", token);
        if (response.StatusCode == HttpStatusCode.OK)
            return null;

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return problem.GetProperty("failed")[0].GetString();
    }
}
