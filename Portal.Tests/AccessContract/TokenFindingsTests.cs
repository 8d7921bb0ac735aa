using AccessContract;
using AccessContract.Checks;

namespace Portal.Tests.AccessContract;

public sealed class TokenFindingsTests
{
    private static readonly long Now = SampleToken.Now.ToUnixTimeSeconds();

    private static readonly (string Code, SampleToken Token)[] Situations =
    [
        ("alg_none", SampleToken.User.WithHeader("alg", "None")),
        ("alg_shared_secret", SampleToken.User.WithHeader("alg", "HS512")),
        ("alg_not_accepted", SampleToken.User.WithHeader("alg", "ES256")),
        ("graph_token", SampleToken.User.With("aud", "https://graph.microsoft.com/")),
        ("graph_token", SampleToken.Graph),
        ("id_token", SampleToken.Id),
        ("id_token", SampleToken.Id.Without("nonce")),
        ("version_1", SampleToken.Version1),
        ("version_mixed", SampleToken.User.With("iss", $"https://sts.windows.net/{SampleToken.Tenant}/")),
        ("audience_several", SampleToken.User.With("aud", new[] { "a", "b" })),
        ("audience_missing", SampleToken.User.Without("aud")),
        ("audience_uri", SampleToken.User.With("aud", "api://appb")),
        ("audience_known", SampleToken.User.With("aud", "https://management.azure.com/")),
        ("expired", SampleToken.User.With("exp", Now - 600)),
        ("not_yet_valid", SampleToken.User.With("nbf", Now + 600)),
        ("expiry_missing", SampleToken.User.Without("exp")),
        ("app_token", SampleToken.Application),
        ("app_token", SampleToken.Application.Without("idtyp")),
        ("no_scope_no_role", SampleToken.User.Without("scp", "roles")),
        ("group_overage", SampleToken.User.With("_claim_names", new { groups = "src1" })),
        ("group_overage", SampleToken.User.With("hasgroups", true)),
        ("guest", SampleToken.User.With("acct", 1)),
        ("guest", SampleToken.User.With("acct", "1")),
        ("guest", SampleToken.User.With("idp", "https://sts.windows.net/bbbbbbbb-0000-4000-8000-000000000001/")),
        ("personal_account", SampleToken.User.With("tid", "9188040d-6c67-4c5b-b112-36a304b66dad")),
        ("long_lived", SampleToken.User.With("exp", Now + 86_400)),
        ("managed_identity", SampleToken.Application.With("xms_mirid", "/subscriptions/1/vm")),
        ("time_in_milliseconds", SampleToken.User.With("exp", Now * 1000)),
        ("tenant_contradicts_issuer", SampleToken.User.With("tid", "bbbbbbbb-0000-4000-8000-000000000001")),
        ("issuer_b2c", SampleToken.User.With("ver", "1.0").With("tfp", "B2C_1_susi")),
        ("issuer_external_id", SampleToken.User.With("iss", "https://contoso.ciamlogin.com/x/v2.0").Without("tid")),
        ("issuer_adfs", SampleToken.User.With("iss", "http://fs.example/adfs/services/trust").With("ver", "1.0")),
        ("issuer_workload", SampleToken.User.With("iss", "https://token.actions.githubusercontent.com")),
        ("issuer_other", SampleToken.User.With("iss", "https://sso.example/realms/contoso")),
        ("scopes_in_scope", SampleToken.User.Without("scp", "roles").With("scope", "orders.read")),
        ("guest", SampleToken.User.With("upn", "a_b.example#EXT#@contoso.example")),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Situations.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TOK_13_TOK_42_SGN_34_Situation_is_recognized(int number)
    {
        var (code, token) = Situations[number];

        var found = TokenFindings.Of(token.Read(), SampleToken.Now, TimeSpan.FromMinutes(1));

        Assert.Contains(found, f => f.Code == code);
        Assert.All(found, f => Assert.NotEmpty(f.Explanation));
    }

    [Fact]
    public void Ordinary_token_has_no_findings()
    {
        Assert.Empty(TokenFindings.Of(SampleToken.User.Read(), SampleToken.Now, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Missing_signature_is_a_fault()
    {
        var token = DecodedToken.Of(SampleToken.User.Written(""), SignatureEvidence.Unchecked).Token!;

        Assert.Equal(
            "signature_missing", Assert.Single(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1))).Code);
    }

    [Theory]
    [InlineData("acct", "0")]
    [InlineData("idp", $"https://sts.windows.net/{SampleToken.Tenant}/")]
    public void Member_is_not_reported_as_a_guest(string claim, string value)
    {
        var found = TokenFindings.Of(
            SampleToken.User.With(claim, value).Read(), SampleToken.Now, TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(found, f => f.Code == "guest");
    }

    [Fact]
    public void Home_address_of_a_guest_is_decoded()
    {
        var token = SampleToken.User.With("upn", "ann_lee_fabrikam.example#EXT#@contoso.example").Read();

        var guest = Assert.Single(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)), f => f.Code == "guest");

        Assert.Contains("ann_lee@fabrikam.example", guest.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void B2C_token_is_not_called_a_v1_token()
    {
        var token = SampleToken.User.With("iss", "https://contoso.b2clogin.com/x/v2.0/").With("ver", "1.0").Without("tid").Read();

        Assert.DoesNotContain(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)), f => f.Code == "version_1");
    }

    [Fact]
    public void Claims_challenges_are_mentioned_only_if_the_token_names_them()
    {
        var token = SampleToken.Application.With("xms_mirid", "/subscriptions/1/vm").With("exp", Now + 86_400).Read();

        Assert.DoesNotContain(
            TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)),
            f => f.Explanation.Contains("xms_cc", StringComparison.Ordinal));
    }

    [Fact]
    public void Claims_without_a_header_are_not_reported_as_unsigned()
    {
        var token = TokenContent.OfClaims(SampleToken.User.Read().Claims);

        Assert.Empty(TokenFindings.Of(token, SampleToken.Now, TimeSpan.FromMinutes(1)));
    }
}
