using Bunit;
using Portal.Components.UserAccess;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Contracts.UserAccess;

namespace Portal.Tests.Components.UserAccess;

public sealed class UserAccessPageTests : ComponentTest
{
    private const string All = "/api/admin/people?search=";
    private const string ErinAccess = "/api/admin/people/e-5/access";
    private const string NestedGroup = "Erin is in Order trainees: roles are not inherited through nested groups.";
    private const string MissingRole = "The token has no roles; Orders.Read is required.";

    private static readonly UserSummary Bob = new("b-2", "Bob", "bob@contoso.example");
    private static readonly UserSummary Erin = new("e-5", "Erin", "erin@contoso.example");

    public UserAccessPageTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Returns(All, new UserPage([Bob, Erin], Total: 2));
    }

    [Fact]
    public void Person_can_be_selected_by_keyboard()
    {
        Api.Returns(ErinAccess, Access());
        var page = Render<UserAccessPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[role=option]").Count));

        page.Find("[role=combobox]").KeyDown("ArrowDown");
        page.Find("[role=combobox]").KeyDown("ArrowDown");
        Assert.Equal("true", page.Find("[role=combobox]").GetAttribute("aria-expanded"));
        Assert.Equal("person-1", page.Find("[role=combobox]").GetAttribute("aria-activedescendant"));
        page.Find("[role=combobox]").KeyDown("Enter");

        page.WaitForAssertion(
            () => Assert.EndsWith("/admin/access?user=e-5", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal("false", page.Find("[role=combobox]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Typing_searches_after_a_pause_and_updates_the_address()
    {
        Api.Returns(All + "er", new UserPage([Erin], Total: 1));
        var page = Render<UserAccessPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[role=option]").Count));

        page.Find("[role=combobox]").Input("e");
        page.Find("[role=combobox]").Input("er");
        Time.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Contains("Erin", Assert.Single(page.FindAll("[role=option]")).TextContent));
        Assert.EndsWith("?search=er", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal([All, All + "er"], Api.Requests);
    }

    [Fact]
    public void Enter_does_not_select_an_outdated_result()
    {
        Api.Returns(All, new UserPage([Bob], Total: 1));
        var page = Render<UserAccessPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[role=option]")));

        page.Find("[role=combobox]").Input("erin");
        page.Find("[role=combobox]").KeyDown("Enter");

        Assert.DoesNotContain("user=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Person_shows_reasons_and_a_link_to_assign_the_role()
    {
        Api.Returns(ErinAccess, Access());

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains(NestedGroup, TextOf(page)));
        Assert.Contains(ForecastText.Label(Access().Apis[0]), TextOf(page));
        Assert.Contains("/admin/roles?api=AppB&role=Orders.Read&assign=e-5", page.Addresses());
    }

    [Fact]
    public void Check_again_reports_changes()
    {
        Api.Returns(ErinAccess, Access());
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains(RoleForecastRow.NotInTokenLabel, TextOf(page)));

        Api.Returns(ErinAccess, Access(inToken: true));
        page.ByRole("button", UserAccessPage.CheckAgainLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("The token will now have Orders.Read on AppB.", TextOf(page)));
    }

    [Fact]
    public void Missing_assignment_shows_its_error_code()
    {
        Api.Returns(ErinAccess, Access(state: ForecastState.NotAssigned));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("/codes#AADSTS50105", page.Addresses()));
        Assert.Contains(ForecastText.Label(Access(state: ForecastState.NotAssigned).Apis[0]), TextOf(page));
    }

    [Fact]
    public void INJ_01_Bidirectional_characters_in_names_are_escaped()
    {
        Api.Returns(ErinAccess, Access() with { Person = Erin with { Name = "Erin\u202Enimda" } });

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Erin⟨U+202E⟩nimda", page.Find("#person-name").TextContent));
        Assert.DoesNotContain('\u202E', page.Markup);
    }

    [Fact]
    public void Directory_refusal_is_shown_once()
    {
        var problem = new ApiProblem(ProblemCodes.DirectoryRoleMissing, 403, "Microsoft Graph refused access");
        Api.Refuses(All, problem);
        Api.Refuses(ErinAccess, problem);

        var page = Open();

        page.WaitForAssertion(() => Assert.Single(page.AllByRole("alert")));
    }

    [Fact]
    public void Other_users_see_the_required_role_and_no_request_is_sent()
    {
        User.SetRoles();

        var page = Open();

        AssertAdministratorsOnly(page);
        Assert.Empty(Api.Requests);
    }

    private IRenderedComponent<UserAccessPage> Open()
    {
        Navigation.NavigateTo("/admin/access?user=e-5");
        return Render<UserAccessPage>();
    }

    private static UserAccessReport Access(bool inToken = false, string state = ForecastState.RoleMissing) => new(
        Erin,
        Self: false,
        Enabled: true,
        [
            new ApiForecast(
                "AppB",
                "AppB",
                state,
                [new("Orders.Read", "Order readers", null, inToken, [NestedGroup])],
                [new("access_as_user", ConsentSource.TenantWide, AdminOnly: false)],
                [Inspections.Operation("orders", "Orders", inToken ? null : MissingRole)]),
        ],
        IsWhole: true,
        Requests: 3);
}
