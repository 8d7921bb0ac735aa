using System.Text.Json;
using AccessContract;
using AccessContract.Checks;

namespace Portal.Tests.AccessContract;

/// <summary>Tokens that each have one fault: the verdict reports the check that fails, and no other.</summary>
public sealed class VerdictTests
{
    private static readonly AccessAlternative UserReads = new(TokenKind.User, ["access_as_user"], ["Orders.Read"]);
    private static readonly AccessAlternative AppReads = new(TokenKind.App, [], ["Orders.Read.All"]);

    private static readonly ApiRules Rules = ApiRules.Of(
        "AppB",
        [
            new("signature", "A JWT signed with RS256.", ["RS256"]),
            new("version", "A v2 token.", ["2.0"]),
            new("issuer", "Issued by the authority.", [SampleToken.Authority]),
            new("audience", "For AppB alone.", [SampleToken.Api]),
            new("tenant", "From the tenant.", [SampleToken.Tenant]),
            new("lifetime", "Valid now.", []),
            new("token_kind", "An access token.", ["JWT", "at+jwt"]),
            new("scope", "The scope of the operation.", ["access_as_user"]),
            new("role", "The role of the operation.", ["Orders.Read"]),
        ]);

    private static readonly string[] OtherRole = ["Reports.Read"];
    private static readonly long Now = SampleToken.Now.ToUnixTimeSeconds();

    /// <summary>
    /// The check that fails, and a part of its explanation: rows with the same part have the same explanation.
    /// </summary>
    private static readonly (string Name, SampleToken Token, string Check, string Words)[] Faults =
    [
        ("alg none", SampleToken.User.WithHeader("alg", "none"), "signature", "not signed"),
        ("alg nOnE", SampleToken.User.WithHeader("alg", "nOnE"), "signature", "not signed"),
        ("no alg", SampleToken.User.WithoutHeader("alg"), "signature", "not signed"),
        ("HS256", SampleToken.User.WithHeader("alg", "HS256"), "signature", "HS256"),
        ("ES256", SampleToken.User.WithHeader("alg", "ES256"), "signature", "ES256"),
        ("no kid", SampleToken.User.WithoutHeader("kid"), "signature", "kid"),
        ("crit", SampleToken.User.WithHeader("crit", new[] { "exp" }), "signature", "crit"),
        ("v1", SampleToken.Version1, "version", "v1 token"),
        ("ver 1.0", SampleToken.User.With("ver", "1.0"), "version", "v1 token"),
        ("no ver", SampleToken.User.Without("ver"), "version", "ver is missing"),
        ("ver a number", SampleToken.User.With("ver", 2.0), "version", "not an Entra version"),
        ("v1 issuer", SampleToken.User.With("iss", $"https://sts.windows.net/{SampleToken.Tenant}/"), "issuer", "v1 tokens"),
        ("foreign issuer", SampleToken.User.With("iss", "https://evil.example/v2.0"), "issuer", "different sign-in service"),
        ("other tenant's issuer", SampleToken.User.With("iss", "https://login.example/bbbbbbbb-0000-4000-8000-000000000001/v2.0"), "issuer", "not the tenant in iss"),
        ("another tenant's token",
            SampleToken.User.With("iss", "https://login.example/bbbbbbbb-0000-4000-8000-000000000001/v2.0")
                .With("tid", "bbbbbbbb-0000-4000-8000-000000000001"),
            "issuer", "different tenant"),
        ("issuer with a slash", SampleToken.User.With("iss", SampleToken.Authority + "/"), "issuer", "trailing slash"),
        ("no issuer", SampleToken.User.Without("iss"), "issuer", "iss is missing"),
        ("another API",
            SampleToken.User.With("aud", "bbbbbbbb-0000-4000-8000-000000000002"), "audience", "another app"),
        ("App ID URI", SampleToken.User.With("aud", $"api://{SampleToken.Api}"), "audience", "App ID URI"),
        ("the portal's own token", SampleToken.User.With("aud", SampleToken.Portal), "audience", "on-behalf-of"),
        ("two audiences",
            SampleToken.User.With("aud", new[] { SampleToken.Api, SampleToken.Portal }), "audience", "2 apps"),
        ("no audience", SampleToken.User.Without("aud"), "audience", "aud is missing"),
        ("audience null", SampleToken.User.With("aud", null), "audience", "aud is missing"),
        ("Graph's audience",
            SampleToken.User.With("aud", "https://graph.microsoft.com"), "audience", "Microsoft Graph"),
        ("a token for Graph", SampleToken.Graph, "version", "Microsoft Graph"),
        ("an ID token", SampleToken.Id, "audience", "ID token"),
        ("another tenant", SampleToken.User.With("tid", "bbbbbbbb-0000-4000-8000-000000000001"), "tenant", "not the tenant in iss"),
        ("no tenant", SampleToken.User.Without("tid"), "tenant", "tid is missing"),
        ("expired", SampleToken.User.With("exp", Now - 7200), "lifetime", "2 hours ago"),
        ("expired just now", SampleToken.User.With("exp", Now - 90), "lifetime", "clock"),
        ("no expiry", SampleToken.User.Without("exp"), "lifetime", "exp is missing"),
        ("expiry a word", SampleToken.User.With("exp", "soon"), "signature", "exp must be a number"),
        ("audience an object", SampleToken.User.With("aud", new { a = 1 }), "signature", "aud must be a string"),
        ("kid a number", SampleToken.User.WithHeader("kid", 1), "signature", "kid in the header must be a string"),
        ("ver 1.0 as a number",
            SampleToken.User.With("ver", JsonSerializer.Deserialize<JsonElement>("1.0")),
            "version", "not an Entra version"),
        ("ver a list", SampleToken.User.With("ver", new[] { "2.0" }), "version", "not an Entra version"),
        ("tid a list", SampleToken.User.With("tid", new[] { SampleToken.Tenant }), "tenant", "one tenant ID"),
        ("nbf in milliseconds", SampleToken.User.With("nbf", Now * 1000), "lifetime", "nbf"),
        ("idtyp null", SampleToken.User.With("idtyp", null), "token_kind", "neither user nor app"),
        ("not yet valid", SampleToken.User.With("nbf", Now + 7200), "lifetime", "nbf"),
        ("issued tomorrow", SampleToken.User.With("iat", Now + 86_400), "lifetime", "iat"),
        ("no iat", SampleToken.User.Without("iat"), "lifetime", "iat is missing"),
        ("nonce", SampleToken.User.With("nonce", "n"), "token_kind", "ID token"),
        ("logout token", SampleToken.User.WithHeader("typ", "logout+jwt"), "token_kind", "typ"),
        ("no scp", SampleToken.User.Without("scp"), "token_kind", "scp is missing"),
        ("scp in an application's token", SampleToken.User.With("idtyp", "app"), "token_kind", "contradict"),
        ("another scope", SampleToken.User.With("scp", "profile"), "scope", "lacks the scope"),
        ("longer scope", SampleToken.User.With("scp", "access_as_user_x"), "scope", "lacks the scope"),
        ("scope in capitals", SampleToken.User.With("scp", "ACCESS_AS_USER"), "scope", "different case"),
        ("scope with its API",
            SampleToken.User.With("scp", $"api://{SampleToken.Api}/access_as_user"), "scope", "last part"),
        ("scopes separated by commas", SampleToken.User.With("scp", "openid,access_as_user"), "scope", "not separated"),
        ("scope for scp",
            SampleToken.User.Without("scp").With("idtyp", "user").With("scope", "access_as_user"),
            "scope", "claim named scope"),
        ("no role", SampleToken.User.Without("roles"), "role", "no roles"),
        ("no role, in groups",
            SampleToken.User.Without("roles").With("groups", new[] { "b0000000-0000-4000-8000-000000000002" }),
            "role", "nested group"),
        ("another role",
            SampleToken.User.With("roles", new[] { "Orders.Write" }), "role", "lacks the role Orders.Read"),
        ("role in capitals", SampleToken.User.With("roles", new[] { "orders.read" }), "role", "case"),
        ("roles in one text",
            SampleToken.User.With("roles", "Orders.Read Orders.Write"), "role", "several roles in one"),
        ("role for roles", SampleToken.User.Without("roles").With("role", "Orders.Read"), "role", "claim named role"),
        ("an application without its role",
            SampleToken.Application.With("roles", new[] { "Orders.Read" }), "role", "Orders.Read.All"),
    ];

    public static TheoryData<string> FaultNames => [.. Faults.Select(f => f.Name)];

    public static TheoryData<string, string> Explanations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (check, words) in Faults.Select(f => (f.Check, f.Words)).Distinct())
                data.Add(check, words);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Only_the_failing_check_is_reported(string name)
    {
        var (_, token, check, _) = Faults.Single(f => f.Name == name);

        var verdict = Verdict.Of(token.Read(), Rules, [UserReads, AppReads], SampleToken.Now);

        Assert.Equal(VerdictState.Refused, verdict.State);
        Assert.Equal(check, verdict.Failed?.Name);
        Assert.NotNull(verdict.Failed?.Fix);
        Assert.Single(verdict.Checks, o => o.State == CheckState.Failed);
        Assert.All(
            verdict.Checks.SkipWhile(o => o.State != CheckState.Failed).Skip(1),
            o => Assert.Equal(CheckState.NotReached, o.State));
    }

    [Theory]
    [MemberData(nameof(Explanations))]
    public void OBO_24_Failing_check_is_explained(string check, string words)
    {
        foreach (var (name, token, _, _) in Faults.Where(f => f.Check == check && f.Words == words))
        {
            var headline = Verdict.Of(token.Read(), Rules, [UserReads, AppReads], SampleToken.Now).Headline;

            Assert.True(headline.Contains(words, StringComparison.Ordinal), $"{name}: {headline}");
        }
    }

    [Fact]
    public void Pasted_token_is_never_allowed_because_its_signature_is_unchecked()
    {
        var verdict = Verdict.Of(SampleToken.User.Read(), Rules, [UserReads], SampleToken.Now);

        Assert.Equal(VerdictState.Unsure, verdict.State);
        Assert.Equal(CheckState.NotChecked, verdict.Checks[0].State);
        Assert.Equal([CheckState.Passed], verdict.Checks.Skip(1).Select(o => o.State).Distinct());
    }

    [Theory]
    [InlineData(SignatureEvidence.FromAuthority)]
    [InlineData(SignatureEvidence.Validated)]
    public void Token_with_a_trusted_signature_is_allowed(SignatureEvidence signature)
    {
        var verdict = Verdict.Of(
            SampleToken.User.Read() with { Signature = signature }, Rules, [UserReads], SampleToken.Now);

        Assert.Equal(VerdictState.Allowed, verdict.State);
    }

    [Fact]
    public void App_only_token_is_checked_against_the_application_requirement()
    {
        var reads = Verdict.Of(SampleToken.Application.Read(), Rules, [UserReads, AppReads], SampleToken.Now);
        var changes = Verdict.Of(SampleToken.Application.Read(), Rules, [UserReads], SampleToken.Now);

        Assert.Null(reads.Failed);
        Assert.Equal("token_kind", changes.Failed?.Name);
        Assert.Equal(["a user’s access token"], changes.Failed?.Required);
    }

    [Fact]
    public void Fix_names_its_owner_and_its_setting()
    {
        Assert.Equal(FixOwner.You, FixOf(SampleToken.User.With("scp", "profile")).Owner);
        Assert.Equal(FixOwner.Administrator, FixOf(SampleToken.User.Without("roles")).Owner);
        Assert.Equal("api.requestedAccessTokenVersion", FixOf(SampleToken.Version1).Setting);
        Assert.Equal(
            "DownstreamApis:AppB:Scopes",
            FixOf(SampleToken.User.With("aud", "bbbbbbbb-0000-4000-8000-000000000002")).Setting);
    }

    [Fact]
    public void Required_and_actual_values_are_both_listed()
    {
        var failed = Verdict.Of(
            SampleToken.User.With("roles", OtherRole).Read(), Rules, [UserReads], SampleToken.Now).Failed!;

        Assert.Equal(["Orders.Read"], failed.Required);
        Assert.Equal(["Reports.Read"], failed.Actual);
    }

    [Fact]
    public void Every_scope_of_a_requirement_is_needed()
    {
        AccessAlternative both = new(TokenKind.User, ["access_as_user", "extra"], ["Orders.Read"]);

        Assert.Equal(
            "scope", Verdict.Of(SampleToken.User.Read(), Rules, [both], SampleToken.Now).Failed?.Name);
    }

    [Fact]
    public void Unknown_validation_is_left_to_the_API()
    {
        var rules = ApiRules.Of("AppB", [new("proof_of_possession", "A key.", []), .. Rules.Validations]);

        var verdict = Verdict.Of(SampleToken.User.Without("roles").Read(), rules, [UserReads], SampleToken.Now);

        Assert.Equal(CheckState.NotChecked, verdict.Checks[0].State);
        Assert.Equal("role", verdict.Failed?.Name);
    }

    [Fact]
    public void Scope_and_role_are_checked_even_when_the_API_does_not_publish_them()
    {
        var rules = ApiRules.Of("AppB", [new("audience", "For AppB.", [SampleToken.Api])]);

        Assert.Equal(
            "role",
            Verdict.Of(
                SampleToken.User.Without("roles").Read(), rules, [UserReads], SampleToken.Now).Failed?.Name);
    }

    [Fact]
    public void API_that_publishes_nothing_gets_the_default_checks()
    {
        var rules = ApiRules.Usual("Other", SampleToken.Authority, SampleToken.Tenant, [SampleToken.Api]);

        Assert.False(rules.Published);
        Assert.Null(Verdict.Of(SampleToken.User.Read(), rules, [], SampleToken.Now).Failed);
        Assert.Null(Verdict.Of(SampleToken.Version1.Read(), rules, [], SampleToken.Now).Failed);
        Assert.Equal(
            "audience",
            Verdict.Of(SampleToken.User.With("aud", "x").Read(), rules, [], SampleToken.Now).Failed?.Name);
        Assert.Equal(
            "role",
            Verdict.Of(
                SampleToken.User.Without("roles").Read(), rules, [UserReads], SampleToken.Now).Failed?.Name);
    }

    [Fact]
    public void Without_a_token_requirements_are_listed_and_no_check_fails()
    {
        var verdict = Verdict.WithoutToken(Rules, [UserReads, AppReads], "Consent is missing.");

        Assert.Equal(VerdictState.NoToken, verdict.State);
        Assert.Equal([CheckState.NotReached], verdict.Checks.Select(o => o.State).Distinct());
        Assert.Equal(["Orders.Read", "Orders.Read.All"], verdict.Checks[^1].Required);
    }

    [Theory]
    [InlineData("role", "authentication_context")]
    [InlineData("authentication_context", "role")]
    public void Missing_role_is_reported_before_a_missing_context_in_any_order(params string[] order)
    {
        var withContext = UserReads with { Contexts = ["c1"] };
        var rules = ApiRules.Of("AppB", [new("scope", "The scope.", []), .. order.Select(name => new Validation(name, "", []))]);
        var token = SampleToken.User.Without("roles").Read();

        var verdict = Verdict.Of(token, rules, [withContext], SampleToken.Now);

        Assert.Equal(AccessEvaluation.Of(TokenFacts.Read(token), [withContext]).Failed, ["role"]);
        Assert.Equal("role", verdict.Failed?.Name);
    }

    [Fact]
    public void Unreadable_token_is_left_to_the_API()
    {
        var verdict = Verdict.Unreadable(Rules, [UserReads]);

        Assert.Equal(VerdictState.Unsure, verdict.State);
        Assert.Equal([CheckState.NotChecked], verdict.Checks.Select(c => c.State).Distinct());
    }

    [Fact]
    public void Unusual_claim_values_never_break_the_verdict()
    {
        object?[] unusual =
        [
            null, "", " ", -1, 1e300, true, new object[] { 1, null! }, new { a = 1 }, Array.Empty<string>(),
            "\u202eabc", new string('x', 4000),
        ];
        foreach (var claim in SampleToken.User.Claims.Keys.Concat(["nonce", "idtyp", "groups", "_claim_names", "idp", "acct"]))
        {
            foreach (var value in unusual)
            {
                var token = SampleToken.User.With(claim, value).Read();
                Assert.NotEmpty(Verdict.Of(token, Rules, [UserReads, AppReads], SampleToken.Now).Headline);
            }
        }
    }

    [Fact]
    public void Verdict_survives_JSON_with_the_names_of_its_states()
    {
        var verdict = Verdict.Of(SampleToken.User.Without("roles").Read(), Rules, [UserReads], SampleToken.Now);

        var json = JsonSerializer.Serialize(verdict, JsonSerializerOptions.Web);
        var read = JsonSerializer.Deserialize<Verdict>(json, JsonSerializerOptions.Web)!;

        Assert.Contains("\"state\":\"refused\"", json, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"not_checked\"", json, StringComparison.Ordinal);
        Assert.Contains("\"owner\":\"administrator\"", json, StringComparison.Ordinal);
        Assert.Equal(("role", FixOwner.Administrator), (read.Failed?.Name, read.Failed?.Fix?.Owner));
    }

    private static Fix FixOf(SampleToken token) =>
        Verdict.Of(token.Read(), Rules, [UserReads], SampleToken.Now).Failed!.Fix!;
}
