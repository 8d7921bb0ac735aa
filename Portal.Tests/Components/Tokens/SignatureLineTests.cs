using AccessContract;
using AccessContract.Checks;
using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.Access;

namespace Portal.Tests.Components.Tokens;

/// <summary>The verdicts at the top of a token: on its signature, and of each API.</summary>
public sealed class SignatureLineTests : ComponentTest
{
    private static readonly CheckResult Fits = Signature(CheckState.Passed, null);
    private static readonly CheckResult Wrong = Signature(CheckState.Failed, Causes.SignatureWrong.Code);
    private static readonly CheckResult Unknown = Signature(CheckState.NotChecked, null);

    [Fact]
    public void Failed_signature_is_named_by_its_cause()
    {
        var line = Line(Inspections.Verdict(Wrong));

        Assert.Equal("failed", line.Find("[data-signature]").GetAttribute("data-signature"));
        Assert.Contains(Causes.SignatureWrong.Title, TextOf(line));
    }

    [Fact]
    public void One_API_that_knows_the_key_decides()
    {
        var line = Line(Inspections.Verdict(Unknown), Inspections.Verdict(Wrong), Inspections.Verdict(Fits));

        Assert.Equal("passed", line.Find("[data-signature]").GetAttribute("data-signature"));
    }

    [Fact]
    public void Token_without_a_check_of_its_signature_has_no_line() =>
        Assert.Empty(Line(Inspections.Allowed).FindAll("[data-signature]"));

    [Fact]
    public void Bar_has_the_common_verdict_and_leads_to_the_checks()
    {
        var bar = Bar(Inspections.AppB(Inspections.RoleMissing, Inspections.RoleMissing));

        var link = bar.Find("a");
        Assert.Equal("AppB Refused at: app role", link.Text());
        Assert.EndsWith($"#{VerdictBar.ChecksId("pasted", "AppB")}", link.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bar_counts_the_operations_that_differ()
    {
        var bar = Bar(Inspections.AppB(Inspections.RoleMissing, Inspections.Allowed, Inspections.Allowed));

        Assert.Equal("AppB 2 of 3 operations allowed", bar.Find("a").Text());
    }

    private static CheckResult Signature(CheckState state, string? cause) =>
        new(CheckNames.Signature, state, "A signature.", [], [], "What it means.", Cause: cause);

    private IRenderedComponent<SignatureLine> Line(params Verdict[] verdicts) =>
        Render<SignatureLine>(p => p.Add(l => l.Apis, [Inspections.AppB(verdicts)]));

    private IRenderedComponent<VerdictBar> Bar(ApiAccess api) => Render<VerdictBar>(p => p
        .Add(b => b.Hop, "pasted")
        .Add(b => b.Title, "Pasted token")
        .Add(b => b.Apis, [api]));
}
