using AccessContract.Checks;
using Portal.Components.Access;
using Portal.Components.Tokens;
using Portal.Contracts.Access;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

public sealed class ReportTextTests
{
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhIn0.c2lnbmF0dXJlLWJ5dGVz";

    private static readonly TokenView Token = new(
        "AppB", "AppB token", "", "appb", ["access_as_user"], [], null, null,
        [
            Claim("aud", "appb"),
            Claim("iss", "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0"),
            Claim("scp", "access_as_user"),
            Claim("name", "Alice Example"),
            Claim("preferred_username", "alice@contoso.example"),
            Claim("email", "alice@mail.example"),
            Claim("oid", "a0000000"),
            Claim("nonce", "secret-nonce"),
            Claim("aio", "internal"),
            Claim("custom", "made up"),
        ]);

    [Fact]
    public void Personal_data_is_omitted_by_default()
    {
        var text = Write(new ReportChoice());

        Assert.Contains("| aud | appb |", text, StringComparison.Ordinal);
        Assert.All(
            ["Alice", "alice@", "a0000000"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_selected_personal_data_is_included()
    {
        Assert.Contains("Alice Example", Write(new ReportChoice(Names: true)), StringComparison.Ordinal);
        Assert.DoesNotContain("alice@mail.example", Write(new ReportChoice(Names: true)), StringComparison.Ordinal);
        Assert.Contains("alice@mail.example", Write(new ReportChoice(Mails: true)), StringComparison.Ordinal);
        Assert.Contains("a0000000", Write(new ReportChoice(Ids: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Unlisted_claims_are_never_included()
    {
        var text = Write(new ReportChoice(Names: true, Mails: true, Ids: true));

        Assert.All(
            ["secret-nonce", "internal", "made up"],
            value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Anything_that_looks_like_a_token_is_removed()
    {
        var token = Token with { Claims = [Claim("roles", Jwt), Claim("aud", $"x {Jwt} y")], Title = Jwt };
        var verdict = Inspections.Verdict(Inspections.Failed("scope", new Fix(FixOwner.You, "Give consent.")) with { Actual = [Jwt] });

        var text = ReportText.Write([Inspections.AppB(verdict)], [token], Inspections.Stamp, new ReportChoice());

        Assert.All(Jwt.Split('.'), part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
        Assert.Contains("[removed]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_contains_verdicts_requirements_trace_and_versions()
    {
        var text = Write(new ReportChoice());

        Assert.All(
            [
                "trace trace-9",
                "Portal 1.0.0",
                "Microsoft.Identity.Web 4.18.0",
                "https://login.microsoftonline.com/",
                "2026-03-01 12:00:00 UTC",
                $"### GET /view0: {VerdictText.NameOf(VerdictState.Refused)}",
                "| App role | failed | Orders.Read |  |",
                "Consent: granted",
            ],
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_are_escaped_in_table_cells()
    {
        var text = ReportText.Write(
            [], [Token with { Claims = [Claim("aud", "a|b\n| c |\u0007")] }], Inspections.Stamp, new ReportChoice());

        Assert.Contains("| aud | a\\|b \\| c \\|  |", text, StringComparison.Ordinal);
    }

    private static string Write(ReportChoice choice) =>
        ReportText.Write([Inspections.AppB(Inspections.RoleMissing)], [Token], Inspections.Stamp, choice);

    private static TokenClaim Claim(string name, string value) => new(name, value, "");
}
