using System.Text.Json;
using Portal.Access;
using Portal.Access.Checks;

namespace Portal.Tests.Access;

/// <summary>Tokens each wrong in one way: the verdict names that one thing, and nothing else.</summary>
public sealed class VerdictTests
{
    private static readonly Requirement UserReads = new(TokenKind.User, ["access_as_user"], ["Orders.Read"]);
    private static readonly Requirement AppReads = new(TokenKind.App, [], ["Orders.Read.All"]);

    private static readonly ApiRules Rules = ApiRules.Of(
        "AppB",
        [
            new("signature", "A JWT signed with RS256.", ["RS256"]),
            new("version", "A v2 token.", ["2.0"]),
            new("issuer", "Issued by the authority.", [Tokens.Authority]),
            new("audience", "For AppB alone.", [Tokens.Api]),
            new("tenant", "From the tenant.", [Tokens.Tenant]),
            new("lifetime", "Valid now.", []),
            new("token_kind", "An access token.", ["JWT", "at+jwt"]),
            new("scope", "The scope of the operation.", ["access_as_user"]),
            new("role", "The role of the operation.", ["Orders.Read"]),
        ]);

    private static readonly string[] OtherRole = ["Reports.Read"];
    private static readonly long Now = Tokens.Now.ToUnixTimeSeconds();

    private static readonly (string Name, Tokens Token, string Check, string Words)[] Wrong =
    [
        ("alg none", Tokens.User.WithHeader("alg", "none"), "signature", "nobody signed it"),
        ("alg nOnE", Tokens.User.WithHeader("alg", "nOnE"), "signature", "nobody signed it"),
        ("no alg", Tokens.User.WithoutHeader("alg"), "signature", "nobody signed it"),
        ("HS256", Tokens.User.WithHeader("alg", "HS256"), "signature", "HS256"),
        ("ES256", Tokens.User.WithHeader("alg", "ES256"), "signature", "ES256"),
        ("no kid", Tokens.User.WithoutHeader("kid"), "signature", "kid"),
        ("crit", Tokens.User.WithHeader("crit", new[] { "exp" }), "signature", "crit"),
        ("v1", Tokens.Version1, "version", "v1 token"),
        ("ver 1.0", Tokens.User.With("ver", "1.0"), "version", "v1 token"),
        ("no ver", Tokens.User.Without("ver"), "version", "ver is missing"),
        ("ver a number", Tokens.User.With("ver", 2.0), "version", "none of Entra"),
        ("v1 issuer", Tokens.User.With("iss", $"https://sts.windows.net/{Tokens.Tenant}/"), "issuer", "v1 tokens"),
        ("foreign issuer", Tokens.User.With("iss", "https://evil.example/v2.0"), "issuer", "Another authority"),
        ("other tenant's issuer", Tokens.User.With("iss", "https://login.example/bbbbbbbb-0000-4000-8000-000000000001/v2.0"), "issuer", "another tenant"),
        ("issuer with a slash", Tokens.User.With("iss", Tokens.Authority + "/"), "issuer", "letter by letter"),
        ("no issuer", Tokens.User.Without("iss"), "issuer", "iss is missing"),
        ("another API", Tokens.User.With("aud", "bbbbbbbb-0000-4000-8000-000000000002"), "audience", "another app"),
        ("App ID URI", Tokens.User.With("aud", $"api://{Tokens.Api}"), "audience", "App ID URI"),
        ("the portal's own token", Tokens.User.With("aud", Tokens.Portal), "audience", "on-behalf-of"),
        ("two audiences", Tokens.User.With("aud", new[] { Tokens.Api, Tokens.Portal }), "audience", "2 apps"),
        ("no audience", Tokens.User.Without("aud"), "audience", "aud is missing"),
        ("audience null", Tokens.User.With("aud", null), "audience", "aud is missing"),
        ("Graph's audience", Tokens.User.With("aud", "https://graph.microsoft.com"), "audience", "Microsoft Graph"),
        ("a token for Graph", Tokens.Graph, "version", "Microsoft Graph"),
        ("an id token", Tokens.Id, "audience", "id token"),
        ("another tenant", Tokens.User.With("tid", "bbbbbbbb-0000-4000-8000-000000000001"), "tenant", "another tenant"),
        ("no tenant", Tokens.User.Without("tid"), "tenant", "tid is missing"),
        ("expired", Tokens.User.With("exp", Now - 7200), "lifetime", "2 hours ago"),
        ("expired just now", Tokens.User.With("exp", Now - 90), "lifetime", "clock"),
        ("no expiry", Tokens.User.Without("exp"), "lifetime", "exp is missing"),
        ("expiry a word", Tokens.User.With("exp", "soon"), "signature", "its exp must be a number"),
        ("audience an object", Tokens.User.With("aud", new { a = 1 }), "signature", "its aud must be a text"),
        ("kid a number", Tokens.User.WithHeader("kid", 1), "signature", "the kid of its header must be a text"),
        ("ver 1.0 as a number", Tokens.User.With("ver", JsonSerializer.Deserialize<JsonElement>("1.0")), "version", "none of Entra"),
        ("ver a list", Tokens.User.With("ver", new[] { "2.0" }), "version", "none of Entra"),
        ("tid a list", Tokens.User.With("tid", new[] { Tokens.Tenant }), "tenant", "a list"),
        ("nbf in milliseconds", Tokens.User.With("nbf", Now * 1000), "lifetime", "nbf"),
        ("idtyp null", Tokens.User.With("idtyp", null), "token_kind", "contradict"),
        ("not yet valid", Tokens.User.With("nbf", Now + 7200), "lifetime", "nbf"),
        ("issued tomorrow", Tokens.User.With("iat", Now + 86_400), "lifetime", "iat"),
        ("no iat", Tokens.User.Without("iat"), "lifetime", "iat is missing"),
        ("nonce", Tokens.User.With("nonce", "n"), "token_kind", "id token"),
        ("logout token", Tokens.User.WithHeader("typ", "logout+jwt"), "token_kind", "typ"),
        ("no scp", Tokens.User.Without("scp"), "token_kind", "scp is missing"),
        ("scp in an application's token", Tokens.User.With("idtyp", "app"), "token_kind", "contradict"),
        ("another scope", Tokens.User.With("scp", "profile"), "scope", "lacks the scope access_as_user"),
        ("longer scope", Tokens.User.With("scp", "access_as_user_x"), "scope", "lacks the scope"),
        ("scope in capitals", Tokens.User.With("scp", "ACCESS_AS_USER"), "scope", "case counts"),
        ("scope with its API", Tokens.User.With("scp", $"api://{Tokens.Api}/access_as_user"), "scope", "last part"),
        ("scopes parted by commas", Tokens.User.With("scp", "openid,access_as_user"), "scope", "parted"),
        ("scope for scp", Tokens.User.Without("scp").With("idtyp", "user").With("scope", "access_as_user"), "scope", "claim called scope"),
        ("no role", Tokens.User.Without("roles"), "role", "no roles"),
        ("no role, in groups", Tokens.User.Without("roles").With("groups", new[] { "b0000000-0000-4000-8000-000000000002" }), "role", "group inside it"),
        ("another role", Tokens.User.With("roles", new[] { "Orders.Write" }), "role", "lacks the role Orders.Read"),
        ("role in capitals", Tokens.User.With("roles", new[] { "orders.read" }), "role", "case"),
        ("roles in one text", Tokens.User.With("roles", "Orders.Read Orders.Write"), "role", "several in one"),
        ("role for roles", Tokens.User.Without("roles").With("role", "Orders.Read"), "role", "claim called role"),
        ("an application without its role", Tokens.Application.With("roles", new[] { "Orders.Read" }), "role", "Orders.Read.All"),
    ];

    public static TheoryData<string> Names => [.. Wrong.Select(w => w.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thing_wrong_is_the_one_thing_named(string name)
    {
        var (_, token, check, words) = Wrong.Single(w => w.Name == name);

        var verdict = Verdict.Of(token.Read(), Rules, [UserReads, AppReads], Tokens.Now);

        Assert.Equal(VerdictState.Stops, verdict.State);
        Assert.Equal(check, verdict.Failed?.Validation.Name);
        Assert.Contains(words, verdict.Headline, StringComparison.Ordinal);
        Assert.NotNull(verdict.Failed?.Mend);
        Assert.Single(verdict.Outcomes, o => o.State == CheckState.Failed);
        Assert.All(verdict.Outcomes.SkipWhile(o => o.State != CheckState.Failed).Skip(1), o => Assert.Equal(CheckState.NotReached, o.State));
    }

    [Fact]
    public void A_pasted_token_is_never_said_to_open_for_its_signature_was_not_checked()
    {
        var verdict = Verdict.Of(Tokens.User.Read(), Rules, [UserReads], Tokens.Now);

        Assert.Equal(VerdictState.Unsure, verdict.State);
        Assert.Equal(CheckState.NotChecked, verdict.Outcomes[0].State);
        Assert.All(verdict.Outcomes.Skip(1), o => Assert.Equal(CheckState.Passed, o.State));
    }

    [Theory]
    [InlineData(SignatureEvidence.FromAuthority)]
    [InlineData(SignatureEvidence.Validated)]
    public void A_token_that_somebody_vouches_for_opens(SignatureEvidence signature)
    {
        var verdict = Verdict.Of(Tokens.User.Read() with { Signature = signature }, Rules, [UserReads], Tokens.Now);

        Assert.Equal(VerdictState.Opens, verdict.State);
    }

    [Fact]
    public void An_application_is_judged_by_the_way_in_for_applications()
    {
        var reads = Verdict.Of(Tokens.Application.Read(), Rules, [UserReads, AppReads], Tokens.Now);
        var changes = Verdict.Of(Tokens.Application.Read(), Rules, [UserReads], Tokens.Now);

        Assert.Null(reads.Failed);
        Assert.Equal("token_kind", changes.Failed?.Validation.Name);
        Assert.Equal(["a user’s access token"], changes.Failed?.Demanded);
    }

    [Fact]
    public void Who_can_mend_it_is_told()
    {
        Assert.Equal(MendBy.You, MendOf(Tokens.User.With("scp", "profile")).By);
        Assert.Equal(MendBy.Administrator, MendOf(Tokens.User.Without("roles")).By);
        Assert.Equal("api.requestedAccessTokenVersion", MendOf(Tokens.Version1).Setting);
        Assert.Equal("DownstreamApis:AppB:Scopes", MendOf(Tokens.User.With("aud", "bbbbbbbb-0000-4000-8000-000000000002")).Setting);
    }

    [Fact]
    public void Values_demanded_and_carried_stand_beside_each_other()
    {
        var failed = Verdict.Of(Tokens.User.With("roles", OtherRole).Read(), Rules, [UserReads], Tokens.Now).Failed!;

        Assert.Equal(["Orders.Read"], failed.Demanded);
        Assert.Equal(["Reports.Read"], failed.Carried);
    }

    [Fact]
    public void A_scope_and_a_role_that_one_way_in_lists_are_needed_all_of_them()
    {
        Requirement both = new(TokenKind.User, ["access_as_user", "extra"], ["Orders.Read"]);

        Assert.Equal("scope", Verdict.Of(Tokens.User.Read(), Rules, [both], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void A_validation_that_is_not_known_here_is_left_to_the_API_and_stops_nothing()
    {
        var rules = ApiRules.Of("AppB", [new("proof_of_possession", "A key.", []), .. Rules.Validations]);

        var verdict = Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now);

        Assert.Equal(CheckState.NotChecked, verdict.Outcomes[0].State);
        Assert.Equal("role", verdict.Failed?.Validation.Name);
    }

    [Fact]
    public void Scope_and_role_are_asked_for_even_where_the_published_list_leaves_them_out()
    {
        var rules = ApiRules.Of("AppB", [new("audience", "For AppB.", [Tokens.Api])]);

        Assert.Equal("role", Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void An_API_that_publishes_nothing_gets_the_usual_order()
    {
        var rules = ApiRules.Usual("Other", Tokens.Authority, Tokens.Tenant, [Tokens.Api]);

        Assert.False(rules.Published);
        Assert.Null(Verdict.Of(Tokens.User.Read(), rules, [], Tokens.Now).Failed);
        Assert.Null(Verdict.Of(Tokens.Version1.Read(), rules, [], Tokens.Now).Failed);
        Assert.Equal("audience", Verdict.Of(Tokens.User.With("aud", "x").Read(), rules, [], Tokens.Now).Failed?.Validation.Name);
        Assert.Equal("role", Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void Without_a_token_the_demands_are_told_and_nothing_is_said_to_have_failed()
    {
        var verdict = Verdict.WithoutToken(Rules, [UserReads, AppReads], "Consent is missing.");

        Assert.Equal(VerdictState.NoToken, verdict.State);
        Assert.All(verdict.Outcomes, o => Assert.Equal(CheckState.NotReached, o.State));
        Assert.Equal(["Orders.Read", "Orders.Read.All"], verdict.Outcomes[^1].Demanded);
    }

    [Fact]
    public void No_token_however_odd_breaks_the_judge()
    {
        object?[] odd = [null, "", " ", -1, 1e300, true, new object[] { 1, null! }, new { a = 1 }, Array.Empty<string>(), "\u202eabc", new string('x', 4000)];
        foreach (var claim in Tokens.User.Claims.Keys.Concat(["nonce", "idtyp", "groups", "_claim_names", "idp", "acct"]))
        {
            foreach (var value in odd)
            {
                var token = Tokens.User.With(claim, value).Read();
                Assert.NotEmpty(Verdict.Of(token, Rules, [UserReads, AppReads], Tokens.Now).Headline);
            }
        }
    }

    private static Mend MendOf(Tokens token) => Verdict.Of(token.Read(), Rules, [UserReads], Tokens.Now).Failed!.Mend!;
}
