using Bunit;
using Portal.Auth;
using Portal.Components.Find;
using Portal.Components.Roles;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Contracts.SavedViews;
using Portal.Contracts.Trace;
using Portal.Contracts.UserAccess;

namespace Portal.Tests.Components.Find;

public sealed class FindDialogTests : ComponentTest
{
    private const string People = "/api/admin/people?search=";
    private const string Roles = "/api/admin/roles/AppB";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public FindDialogTests()
    {
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns("/api/views/saved", new SavedViewList([new SavedView("s1", "AppB", "orders", "Paid orders", "?filter=status in Paid")]));
        Api.Returns("/api/trace", new TraceList([]));
        Api.Returns(Roles, new ApiRoles("AppB", "AppB", AssignmentRequired: false, []));
    }

    [Fact]
    public void Nothing_is_requested_before_the_dialog_is_opened()
    {
        var find = Render<FindDialog>();

        Assert.Empty(find.FindAll("[role=option]"));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Views_and_saved_views_are_found_by_the_beginning_of_a_word()
    {
        var find = Open();

        find.Find("input").Input("ord");

        find.WaitForAssertion(() => Assert.Equal(
            ["/data/AppB/orders", "/data/AppB/orders?filter=status in Paid"], find.Addresses().Take(2)));
        Assert.Equal("ord", find.Find("[role=listbox]").GetAttribute("data-text"));
    }

    [Fact]
    public void Directory_is_not_searched_for_others_than_administrators()
    {
        var find = Open();

        find.Find("input").Input("bob");
        Time.Advance(Pause);

        find.WaitForAssertion(() => Assert.Empty(find.FindAll("[role=option]")));
        Assert.DoesNotContain(Api.Requests, r => r.StartsWith("/api/admin", StringComparison.Ordinal));
    }

    [Fact]
    public void Administrators_find_people_after_a_pause_in_typing()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        Api.Returns(People + "bob", new UserPage([new UserSummary("b-2", "Bob", "bob@contoso.example")]));
        var find = Open();

        find.Find("input").Input("bo");
        find.Find("input").Input("bob");
        Time.Advance(Pause);

        find.WaitForAssertion(() => Assert.Equal("/" + UserAccessAddresses.Of("b-2"), Assert.Single(find.Addresses())));
        Assert.Single(Api.Requests, r => r.StartsWith(People, StringComparison.Ordinal));
    }

    [Fact]
    public void Late_response_does_not_replace_the_users_found_for_a_newer_text()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        var late = Api.Delays(People + "bo");
        Api.Returns(People + "bob", new UserPage([new UserSummary("b-2", "Bob", "bob@contoso.example")]));
        var find = Open();
        find.Find("input").Input("bo");
        Time.Advance(Pause);
        find.WaitForAssertion(() => Assert.Contains(People + "bo", Api.Requests));

        find.Find("input").Input("bob");
        Time.Advance(Pause);
        find.WaitForAssertion(() => Assert.Single(find.Addresses()));
        late.Complete(new UserPage([new UserSummary("b-3", "Bobby", "bobby@contoso.example")]));

        Assert.True(late.WasCancelled);
        Assert.Equal("/" + UserAccessAddresses.Of("b-2"), Assert.Single(find.Addresses()));
    }

    [Fact]
    public void Roles_are_found_although_those_of_another_api_are_refused()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        var role = new OfferedRole("r1", "Orders.Read", "Order readers", null, ["User"], IsEnabled: true);
        Api.Returns("/api/views", new ViewCatalog([new ApiViews("AppA", "Other API", []), .. Samples.Catalog.Apis]));
        Api.Refuses("/api/admin/roles/AppA", Samples.RoleMissing);
        Api.Returns(Roles, new ApiRoles("AppB", "AppB", AssignmentRequired: false, [role]));
        Api.Returns(People + "orders.read", new UserPage([]));
        var find = Open();

        find.Find("input").Input("orders.read");
        Time.Advance(Pause);

        find.WaitForAssertion(() => Assert.Contains("/" + RolesAddress.Of("AppB", role.Id), find.Addresses()));
    }

    [Fact]
    public void Directory_without_consent_is_requested_once()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        Api.Refuses(People + "bob", Samples.ConsentRequired);
        var find = Open();

        find.Find("input").Input("bob");
        Time.Advance(Pause);
        find.WaitForAssertion(() => Assert.NotNull(find.Find("[role=listbox]").GetAttribute("data-whole")));
        find.Find("input").Input("bobb");
        Time.Advance(Pause);

        find.WaitForAssertion(() => Assert.NotNull(find.Find("[role=listbox]").GetAttribute("data-whole")));
        Assert.Single(Api.Requests, r => r.StartsWith(People, StringComparison.Ordinal));
    }

    [Fact]
    public void Source_that_fails_is_named_and_the_others_are_searched()
    {
        Api.Refuses("/api/trace", new ApiProblem(ProblemCodes.RateLimited, 429, "Too many", null, null));

        var find = Open();

        find.WaitForAssertion(() => Assert.Contains("recent requests", find.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("/data/AppB/orders", find.Addresses());
    }

    [Fact]
    public void Pasted_token_is_neither_searched_nor_in_the_page()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        var find = Open();

        find.Find("input").Input("eyJhbGciOi");
        Time.Advance(Pause);

        find.WaitForAssertion(() => Assert.Equal("/tokens?show=paste", Assert.Single(find.Addresses())));
        Assert.DoesNotContain("eyJhbGciOi", find.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Requests, r => r.StartsWith("/api/admin", StringComparison.Ordinal));
    }

    private IRenderedComponent<FindDialog> Open()
    {
        var find = Render<FindDialog>();
        find.Find("input").Focus();
        find.WaitForAssertion(() => Assert.NotEmpty(find.FindAll("[role=option]")));
        find.WaitForAssertion(() => Assert.Contains("/api/trace", Api.Requests));
        return find;
    }
}
