using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.AdminSetup;
using Portal.Components.Problems;
using Portal.Contracts.AdminSetup;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Components.AdminSetup;

/// <summary>The setup of administration: its own page, and in the place of a missing consent.</summary>
public sealed class AdminSetupTests : ComponentTest
{
    private static readonly ApiProblem Missing = AdminSetupSamples.Missing("read consents", "Directory.Read.All");

    public AdminSetupTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Returns(AdminSetupSamples.Fresh, AdminSetupSamples.Report(granted: false));
    }

    [Fact]
    public void Missing_tasks_are_chosen_and_sent_together_with_the_return_address()
    {
        Navigation.NavigateTo(AdminSetupAddresses.Of("/admin/roles?role=x"));

        var page = Render<AdminSetupPage>();

        page.WaitForAssertion(() => Assert.All(page.FindAll("input[type=checkbox]"), box => Assert.True(box.HasAttribute("checked"))));
        Assert.Equal(SessionRoutes.ConsentForm(AdminSetupAddresses.Api), page.Find("form").GetAttribute("action"));
        Assert.Equal("/admin/roles?role=x", Hidden(page, AdminSetupAddresses.ReturnUrl));
        Assert.Contains("scope-read scope-change", Choice(page, "change").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public void Return_address_stays_on_this_site(string address)
    {
        Navigation.NavigateTo(AdminSetupAddresses.Of(address));

        var page = Render<AdminSetupPage>();

        page.WaitForAssertion(() => Assert.Equal("/", Hidden(page, AdminSetupAddresses.ReturnUrl)));
    }

    [Fact]
    public void Task_is_chosen_with_the_one_that_it_needs_and_not_without_it()
    {
        var page = Render<AdminSetupPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("input[type=checkbox]").Count));

        Choice(page, "read").Change(false);
        Assert.False(Choice(page, "change").HasAttribute("checked"));
        Assert.True(page.ByRole("button", AdminSetupPanel.GrantLabel).HasAttribute("disabled"));

        Choice(page, "change").Change(true);
        Assert.True(Choice(page, "read").HasAttribute("checked"));
    }

    [Fact]
    public void Link_for_someone_else_contains_what_is_chosen()
    {
        var page = Render<AdminSetupPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("input[type=checkbox]").Count));

        Choice(page, "change").Change(false);

        Assert.Contains(Link(AdminSetupAddresses.Api, "scope-read"), page.Copies());
    }

    [Fact]
    public void Administrator_sees_the_setup_in_the_place_of_a_missing_consent()
    {
        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, Missing));

        panel.WaitForAssertion(() => Assert.NotNull(panel.ByRole("button", AdminSetupPanel.GrantLabel)));
        Assert.Equal("/", Hidden(panel, AdminSetupAddresses.ReturnUrl));
    }

    [Fact]
    public void Granted_meanwhile_offers_to_try_again()
    {
        Api.Returns(AdminSetupSamples.Fresh, AdminSetupSamples.Report(granted: true));
        var tried = 0;

        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, Missing).Add(c => c.OnRetry, () => tried++));
        panel.WaitForAssertion(() => Assert.NotNull(panel.ByRole("button", NextStep.TryAgainLabel)));
        TryAgain(panel);

        Assert.Equal(1, tried);
    }

    [Fact]
    public void Other_users_get_the_link_for_an_administrator_first()
    {
        User.SetRoles();

        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, Missing));

        Assert.Equal([Link(Missing.Api!), Own(Missing)], Offers(panel));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Administrators_get_their_own_button_first_for_other_APIs()
    {
        var problem = Samples.AdministratorConsentRequired;

        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, problem));

        Assert.Equal([Own(problem), Link(problem.Api!)], Offers(panel));
    }

    [Fact]
    public void Page_is_only_for_administrators()
    {
        User.SetRoles();

        AssertAdministratorsOnly(Render<AdminSetupPage>());
        Assert.Empty(Api.Requests);
    }

    private static string Own(ApiProblem problem) => "/" + SessionRoutes.Consent(problem.Api!, "/");

    private string Link(string api, params string[] scopes) =>
        $"{Navigation.ToAbsoluteUri(SessionRoutes.AdministratorConsent(api, scopes))}";

    private static string[] Offers<T>(IRenderedComponent<T> panel)
        where T : IComponent =>
        [.. panel.FindAll("a[target=_top], [data-copy*='/administrator']").Select(e => e.GetAttribute("data-copy") ?? e.Address()!)];

    private static IElement Choice<T>(IRenderedComponent<T> page, string task)
        where T : IComponent => page.Find($"[data-task={task}] input");

    private static string? Hidden<T>(IRenderedComponent<T> page, string name)
        where T : IComponent => page.Find($"input[type=hidden][name={name}]").GetAttribute("value");
}
