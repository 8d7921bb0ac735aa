using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Diagnostics;
using Portal.Components.Problems;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Diagnostics;

public sealed class CodesTests : ComponentTest
{
    [Fact]
    public void Every_problem_code_is_explained_once()
    {
        var codes = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetRawConstantValue());

        Assert.Equal(codes, ProblemCodeTexts.All.Select(c => c.Code));
    }

    [Theory]
    [InlineData("65001", "AADSTS65001")]
    [InlineData("SECRET expired", "AADSTS7000222")]
    [InlineData("  redirect  registered ", "AADSTS50011")]
    [InlineData("app role assign", ProblemCodes.RoleMissing)]
    public void Search_matches_codes_and_texts(string text, string code) =>
        Assert.Contains(ExplainedCodes.Search(text), c => c.Code == code);

    [Fact]
    public void Codes_can_be_searched()
    {
        var page = Render<CodesPage>();

        page.ByLabel("Search").Input("declined");

        Assert.Equal(["AADSTS65004"], page.FindAll("details[open] details").Select(d => d.Id));
        Assert.Equal("1 code", page.Find("[role=status]").TextContent);
        page.ByLabel("Search").Input("<script>");
        Assert.Contains("No matching code", TextOf(page));
    }

    [Fact]
    public void Code_that_is_not_in_the_list_can_be_looked_up()
    {
        var page = Render<CodesPage>();

        page.ByLabel("Search").Input("AADSTS999999");

        Assert.Equal(
            "https://login.microsoftonline.com/error?code=999999", page.ByRole("link", CodeLinks.ReferenceLabel).GetAttribute("href"));
    }

    [Fact]
    public void Before_sign_in_a_form_searches()
    {
        User.SetNotAuthorized();
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Navigation.NavigateTo("codes?search=AADSTS65001");

        var page = Render<CodesPage>();

        Assert.Equal(["AADSTS65001"], page.FindAll("details[open] details").Select(d => d.Id));
        Assert.NotNull(page.ByRole("button", "Search"));
    }
}
