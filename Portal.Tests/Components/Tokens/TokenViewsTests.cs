using AccessContract;
using AccessContract.Checks;
using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

/// <summary>The comparison and paste views of the token page.</summary>
public sealed class TokenViewsTests : ComponentTest
{
    private readonly TokenView _id = Token(TokenHops.IdToken);
    private readonly BunitJSModuleInterop _script;

    public TokenViewsTests()
    {
        Api.Returns("/api/tokens/explain", _id);
        Api.Returns(
            "/api/tokens", Inspections.Tokens([Token(TokenHops.Portal), Token("AppB")]));
        _script = JSInterop.SetupModule("./inspect.js");
    }

    [Fact]
    public void Tokens_in_the_address_are_compared_claim_by_claim()
    {
        Api.Returns("/api/tokens/compare", new TokenDifferences(
        [
            new("aud", ["audience"], ["audience"], DifferenceState.Differs, "This is what on-behalf-of is for."),
            new("scp", [], ["x"], DifferenceState.OnlyRight, null),
        ]));
        Navigation.NavigateTo("/tokens?left=id_token&right=AppB");

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains("0 the same, 1 different, 0 only left, 1 only right.", TextOf(page));
        Assert.Contains("This is what on-behalf-of is for.", TextOf(page));
        Assert.Equal(
            ["Claim", "The id_token token", "The AppB token", "Difference"],
            page.FindAll("thead th").Select(h => h.TextContent));
    }

    [Fact]
    public void Equal_claims_can_be_hidden()
    {
        Api.Returns("/api/tokens/compare", new TokenDifferences(
        [
            new("aud", ["a"], ["b"], DifferenceState.Differs, null),
            new("tid", ["t"], ["t"], DifferenceState.Same, null),
        ]));
        Navigation.NavigateTo("/tokens?left=id_token&right=AppB");
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        page.Find("input[type=checkbox]").Change(true);

        Assert.Equal(["aud"], page.FindAll("tbody th [data-copy]").Select(c => c.GetAttribute("data-copy")));
    }

    [Fact]
    public void Selecting_another_token_updates_the_address()
    {
        Api.Returns("/api/tokens/compare", new TokenDifferences([]));
        Navigation.NavigateTo("/tokens?left=id_token&right=AppB");
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("select")));

        page.ByLabel(TokenCompare.RightLabel).Change(TokenHops.Portal);

        Assert.EndsWith("/tokens?left=id_token&right=portal", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("left=nonsense&right=AppB", "There is no token “nonsense”")]
    [InlineData("left=%3Cscript%3E&right=AppB", "There is no token “<script>”")]
    [InlineData("left=pasted&right=AppB", "No token has been pasted")]
    public void Missing_side_is_explained(string query, string expected)
    {
        Navigation.NavigateTo($"/tokens?{query}");

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Contains(expected, TextOf(page)));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void Pasted_token_is_decoded_and_not_kept()
    {
        _script.Setup<string?>("read", _ => true).SetResult("raw-token-text");
        Api.Returns("/api/tokens/decode", new TokenInspection(
            Token(TokenHops.Pasted) with { Findings = [new Finding("expired", FindingWeight.Warning, "Expired 2 hours ago", "No API may accept it.")] },
            [Inspections.AppB(Inspections.RoleMissing)],
            Inspections.Stamp));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();

        page.ByRole("button", PasteBox.DecodeLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("Expired 2 hours ago", TextOf(page)));
        Assert.Contains("What AppB checks", TextOf(page));
        Assert.DoesNotContain("raw-token-text", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_tokens_are_listed_for_a_choice()
    {
        _script.Setup<string?>("read", _ => true).SetResult("two tokens");
        var second = new TokenInspection(Token(TokenHops.PastedAt(2)), [], Inspections.Stamp);
        Api.Returns(
            "/api/tokens/decode",
            new TokenInspection(Token(TokenHops.Pasted), [], Inspections.Stamp, ["Choose one."], [second], IsChoice: true));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();
        page.ByRole("button", PasteBox.DecodeLabel).Click();
        page.WaitForAssertion(() => Assert.Contains("Choose one.", TextOf(page)));
        Assert.Empty(page.FindAll("section[id]"));

        page.FindAll("button[aria-pressed]")[1].Click();

        Assert.Equal(TokenHops.PastedAt(2), page.Find("section[id]").Id);
    }

    [Fact]
    public void Undecodable_token_is_reported()
    {
        _script.Setup<string?>("read", _ => true).SetResult("a.b");
        Api.Refuses(
            "/api/tokens/decode",
            new ApiProblem(ProblemCodes.RequestInvalid, 400, "This cannot be decoded", "It has two parts."));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();

        page.ByRole("button", PasteBox.DecodeLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("It has two parts.", TextOf(page)));
    }

    [Fact]
    public void Problem_of_a_text_is_announced_politely()
    {
        _script.Setup<string?>("read", _ => true).SetResult("a.b");
        Api.Refuses("/api/tokens/decode", new ApiProblem(ProblemCodes.RequestInvalid, 400, "Cut off", "It has two parts."));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();

        page.ByRole("button", PasteBox.DecodeLabel).Click();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("[role=status] [data-problem]")));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Other_problem_is_shown_with_its_next_step()
    {
        _script.Setup<string?>("read", _ => true).SetResult("a.b.c");
        Api.Refuses("/api/tokens/decode", new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "No authority"));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();

        page.ByRole("button", PasteBox.DecodeLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("No authority", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Clearing_the_field_removes_the_decoded_token()
    {
        _script.Setup<string?>("read", _ => true).SetResult("a.b.c");
        Api.Returns("/api/tokens/decode", new TokenInspection(Token(TokenHops.Pasted), [], Inspections.Stamp));
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();
        page.ByRole("button", PasteBox.DecodeLabel).Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"#{TokenHops.Pasted}")));

        page.ByRole("button", PasteBox.ClearLabel).Click();

        Assert.Empty(page.FindAll($"#{TokenHops.Pasted}"));
    }

    [Fact]
    public void Token_that_is_too_long_is_not_sent()
    {
        _script.Setup<string?>("read", _ => true).SetResult(null);
        Navigation.NavigateTo("/tokens?show=paste");
        var page = Render<TokensPage>();

        page.ByRole("button", PasteBox.DecodeLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("The limit is 20 KB.", TextOf(page)));
        Assert.DoesNotContain("/api/tokens/decode", Api.Requests);
    }

    private static TokenView Token(string hop) => new(
        hop, $"The {hop} token", "What it is for.", "audience", ["scope"], [], null, null,
        [new TokenClaim("aud", "audience", "Whom it is for.")]);
}
