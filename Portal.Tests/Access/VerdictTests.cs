using System.Text.Json;
using Portal.Access;
using Portal.Access.Checks;

namespace Portal.Tests.Access;

/// <summary>Tokens that each have one fault: the verdict reports the check that fails, and no other.</summary>
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

    /// <summary>The check that fails, and words of its explanation: rows with the same words get the same sentence.</summary>
    private static readonly (string Name, Tokens Token, string Check, string Words)[] Faults =
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
        ("another scope", Tokens.User.With("scp", "profile"), "scope", "lacks the scope"),
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

        var verdict = Verdict.Of(token.Read(), Rules, [UserReads, AppReads], Tokens.Now);

        Assert.Equal(VerdictState.Stops, verdict.State);
        Assert.Equal(check, verdict.Failed?.Validation.Name);
        Assert.NotNull(verdict.Failed?.Mend);
        Assert.Single(verdict.Outcomes, o => o.State == CheckState.Failed);
        Assert.All(verdict.Outcomes.SkipWhile(o => o.State != CheckState.Failed).Skip(1), o => Assert.Equal(CheckState.NotReached, o.State));
    }

    [Theory]
    [MemberData(nameof(Explanations))]
    public void Failing_check_is_explained(string check, string words)
    {
        foreach (var (name, token, _, _) in Faults.Where(f => f.Check == check && f.Words == words))
        {
            var headline = Verdict.Of(token.Read(), Rules, [UserReads, AppReads], Tokens.Now).Headline;

            Assert.True(headline.Contains(words, StringComparison.Ordinal), $"{name}: {headline}");
        }
    }

    [Fact]
    public void Pasted_token_is_never_allowed_because_its_signature_is_unchecked()
    {
        var verdict = Verdict.Of(Tokens.User.Read(), Rules, [UserReads], Tokens.Now);

        Assert.Equal(VerdictState.Unsure, verdict.State);
        Assert.Equal(CheckState.NotChecked, verdict.Outcomes[0].State);
        Assert.Equal([CheckState.Passed], verdict.Outcomes.Skip(1).Select(o => o.State).Distinct());
    }

    [Theory]
    [InlineData(SignatureEvidence.FromAuthority)]
    [InlineData(SignatureEvidence.Validated)]
    public void Token_with_a_trusted_signature_is_allowed(SignatureEvidence signature)
    {
        var verdict = Verdict.Of(Tokens.User.Read() with { Signature = signature }, Rules, [UserReads], Tokens.Now);

        Assert.Equal(VerdictState.Opens, verdict.State);
    }

    [Fact]
    public void App_only_token_is_checked_against_the_application_requirement()
    {
        var reads = Verdict.Of(Tokens.Application.Read(), Rules, [UserReads, AppReads], Tokens.Now);
        var changes = Verdict.Of(Tokens.Application.Read(), Rules, [UserReads], Tokens.Now);

        Assert.Null(reads.Failed);
        Assert.Equal("token_kind", changes.Failed?.Validation.Name);
        Assert.Equal(["a user’s access token"], changes.Failed?.Demanded);
    }

    [Fact]
    public void Fix_names_its_owner_and_its_setting()
    {
        Assert.Equal(MendBy.You, FixOf(Tokens.User.With("scp", "profile")).By);
        Assert.Equal(MendBy.Administrator, FixOf(Tokens.User.Without("roles")).By);
        Assert.Equal("api.requestedAccessTokenVersion", FixOf(Tokens.Version1).Setting);
        Assert.Equal("DownstreamApis:AppB:Scopes", FixOf(Tokens.User.With("aud", "bbbbbbbb-0000-4000-8000-000000000002")).Setting);
    }

    [Fact]
    public void Required_and_actual_values_are_both_listed()
    {
        var failed = Verdict.Of(Tokens.User.With("roles", OtherRole).Read(), Rules, [UserReads], Tokens.Now).Failed!;

        Assert.Equal(["Orders.Read"], failed.Demanded);
        Assert.Equal(["Reports.Read"], failed.Carried);
    }

    [Fact]
    public void Every_scope_of_a_requirement_is_needed()
    {
        Requirement both = new(TokenKind.User, ["access_as_user", "extra"], ["Orders.Read"]);

        Assert.Equal("scope", Verdict.Of(Tokens.User.Read(), Rules, [both], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void Unknown_validation_is_left_to_the_API()
    {
        var rules = ApiRules.Of("AppB", [new("proof_of_possession", "A key.", []), .. Rules.Validations]);

        var verdict = Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now);

        Assert.Equal(CheckState.NotChecked, verdict.Outcomes[0].State);
        Assert.Equal("role", verdict.Failed?.Validation.Name);
    }

    [Fact]
    public void Scope_and_role_are_checked_even_when_the_API_does_not_publish_them()
    {
        var rules = ApiRules.Of("AppB", [new("audience", "For AppB.", [Tokens.Api])]);

        Assert.Equal("role", Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void API_that_publishes_nothing_gets_the_default_checks()
    {
        var rules = ApiRules.Usual("Other", Tokens.Authority, Tokens.Tenant, [Tokens.Api]);

        Assert.False(rules.Published);
        Assert.Null(Verdict.Of(Tokens.User.Read(), rules, [], Tokens.Now).Failed);
        Assert.Null(Verdict.Of(Tokens.Version1.Read(), rules, [], Tokens.Now).Failed);
        Assert.Equal("audience", Verdict.Of(Tokens.User.With("aud", "x").Read(), rules, [], Tokens.Now).Failed?.Validation.Name);
        Assert.Equal("role", Verdict.Of(Tokens.User.Without("roles").Read(), rules, [UserReads], Tokens.Now).Failed?.Validation.Name);
    }

    [Fact]
    public void Without_a_token_requirements_are_listed_and_no_check_fails()
    {
        var verdict = Verdict.WithoutToken(Rules, [UserReads, AppReads], "Consent is missing.");

        Assert.Equal(VerdictState.NoToken, verdict.State);
        Assert.Equal([CheckState.NotReached], verdict.Outcomes.Select(o => o.State).Distinct());
        Assert.Equal(["Orders.Read", "Orders.Read.All"], verdict.Outcomes[^1].Demanded);
    }

    [Fact]
    public void Unusual_claim_values_never_break_the_verdict()
    {
        object?[] unusual = [null, "", " ", -1, 1e300, true, new object[] { 1, null! }, new { a = 1 }, Array.Empty<string>(), "\u202eabc", new string('x', 4000)];
        foreach (var claim in Tokens.User.Claims.Keys.Concat(["nonce", "idtyp", "groups", "_claim_names", "idp", "acct"]))
        {
            foreach (var value in unusual)
            {
                var token = Tokens.User.With(claim, value).Read();
                Assert.NotEmpty(Verdict.Of(token, Rules, [UserReads, AppReads], Tokens.Now).Headline);
            }
        }
    }

    private static Mend FixOf(Tokens token) => Verdict.Of(token.Read(), Rules, [UserReads], Tokens.Now).Failed!.Mend!;
}
