using Portal.Access;
using Portal.Access.Checks;

namespace Portal.Tests.Access;

public sealed class TokenFindingsTests
{
    private static readonly long Now = Tokens.Now.ToUnixTimeSeconds();

    private static readonly (string Code, Tokens Token)[] Situations =
    [
        ("alg_none", Tokens.User.WithHeader("alg", "None")),
        ("alg_shared_secret", Tokens.User.WithHeader("alg", "HS512")),
        ("alg_unusual", Tokens.User.WithHeader("alg", "ES256")),
        ("graph_token", Tokens.User.With("aud", "https://graph.microsoft.com/")),
        ("graph_nonce", Tokens.Graph),
        ("id_token", Tokens.Id),
        ("id_token", Tokens.Id.Without("nonce")),
        ("version_1", Tokens.Version1),
        ("version_mixed", Tokens.User.With("iss", $"https://sts.windows.net/{Tokens.Tenant}/")),
        ("audience_several", Tokens.User.With("aud", new[] { "a", "b" })),
        ("audience_missing", Tokens.User.Without("aud")),
        ("audience_uri", Tokens.User.With("aud", "api://appb")),
        ("audience_known", Tokens.User.With("aud", "https://management.azure.com/")),
        ("expired", Tokens.User.With("exp", Now - 600)),
        ("not_yet_valid", Tokens.User.With("nbf", Now + 600)),
        ("no_expiry", Tokens.User.Without("exp")),
        ("app_token", Tokens.Application),
        ("app_token", Tokens.Application.Without("idtyp")),
        ("no_scope_no_role", Tokens.User.Without("scp", "roles")),
        ("group_overage", Tokens.User.With("_claim_names", new { groups = "src1" })),
        ("group_overage", Tokens.User.With("hasgroups", true)),
        ("guest", Tokens.User.With("acct", 1)),
        ("guest", Tokens.User.With("acct", "1")),
        ("guest", Tokens.User.With("idp", "https://sts.windows.net/bbbbbbbb-0000-4000-8000-000000000001/")),
        ("personal_account", Tokens.User.With("tid", "9188040d-6c67-4c5b-b112-36a304b66dad")),
        ("long_lived", Tokens.User.With("exp", Now + 86_400)),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Situations.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Situation_is_recognized(int number)
    {
        var (code, token) = Situations[number];

        var found = TokenFindings.Of(token.Read(), Tokens.Now, TimeSpan.FromMinutes(1));

        Assert.Contains(found, f => f.Code == code);
        Assert.All(found, f => Assert.NotEmpty(f.Words));
    }

    [Fact]
    public void Ordinary_token_has_no_findings()
    {
        Assert.Empty(TokenFindings.Of(Tokens.User.Read(), Tokens.Now, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Missing_signature_is_a_fault()
    {
        var token = DecodedToken.OfPasted(Tokens.User.Written("")).Token!;

        Assert.Equal("signature_missing", Assert.Single(TokenFindings.Of(token, Tokens.Now, TimeSpan.FromMinutes(1))).Code);
    }

    [Theory]
    [InlineData("acct", "0")]
    [InlineData("idp", $"https://sts.windows.net/{Tokens.Tenant}/")]
    public void Member_is_not_reported_as_a_guest(string claim, string value)
    {
        var found = TokenFindings.Of(Tokens.User.With(claim, value).Read(), Tokens.Now, TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(found, f => f.Code == "guest");
    }

    [Fact]
    public void Claims_without_a_header_are_not_reported_as_unsigned()
    {
        var token = TokenContent.OfClaims(Tokens.User.Read().Claims);

        Assert.Empty(TokenFindings.Of(token, Tokens.Now, TimeSpan.FromMinutes(1)));
    }
}
