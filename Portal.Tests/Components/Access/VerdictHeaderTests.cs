using AccessContract;
using AccessContract.Checks;
using Bunit;
using Portal.Components.Access;
using Portal.Components.Problems;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.UserAccess;

namespace Portal.Tests.Components.Access;

public sealed class VerdictHeaderTests : ComponentTest
{
    private const string AliceId = "a0000000-0000-4000-8000-000000000001";
    private const string TenantId = "11111111-1111-4111-8111-111111111111";
    private const string ClientId = "33333333-3333-4333-8333-333333333333";

    private static readonly UserSummary Erin = new("a0000000-0000-4000-8000-000000000005", "Erin <i>", "erin@contoso.example");

    [Theory]
    [InlineData(FixOwner.You)]
    [InlineData(FixOwner.Administrator)]
    [InlineData(FixOwner.ClientDeveloper)]
    [InlineData(FixOwner.ApiDeveloper)]
    [InlineData(FixOwner.Operator)]
    public void Says_what_is_missing_and_who_can_fix_it(FixOwner owner)
    {
        var verdict = Inspections.Verdict(Inspections.Failed("version", new Fix(owner, "Do this.", "a.setting")));

        var shown = Show(verdict);

        Assert.Contains(verdict.Headline, TextOf(shown));
        Assert.Contains(VerdictText.Who(owner), TextOf(shown));
        Assert.Contains("Do this.", TextOf(shown));
        Assert.NotNull(shown.Find("[data-copy='a.setting']"));
        Assert.Equal(owner != FixOwner.You, shown.AllByRole("button", CopyRequest.CopyLabel).Count == 1);
    }

    [Fact]
    public void Consent_and_sign_in_are_links_that_return()
    {
        Navigation.NavigateTo("/access");

        var consent = Show(Failing(FixAction.GrantConsent));
        var signIn = Show(Failing(FixAction.SignInAgain));

        Assert.Equal(["/" + SessionRoutes.Consent("AppB", "/access")], consent.Addresses());
        Assert.Equal(["/" + SessionRoutes.SignIn("/access")], signIn.Addresses());
    }

    [Fact]
    public void Step_up_sends_the_challenge_of_the_refusal_or_the_required_context()
    {
        var problem = new ApiProblem(ProblemCodes.InteractionRequired, 403, "Step up", Api: "AppB", Claims: "{}");

        var refused = Render<VerdictHeader>(p => p
            .Add(c => c.Verdict, Failing(FixAction.StepUp)).Add(c => c.Api, "AppB").Add(c => c.IsOwn, true).Add(c => c.Problem, problem));
        var checkedHere = Show(Failing(FixAction.StepUp));

        Assert.Equal(["/" + SessionRoutes.Consent("AppB", "/", "{}")], refused.Addresses());
        Assert.Equal(["/" + SessionRoutes.Consent("AppB", "/", SessionRoutes.StepUp(["required"]))], checkedHere.Addresses());
    }

    [Fact]
    public void Request_for_a_role_has_the_ids_and_the_link_that_assigns_it()
    {
        User.SetClaims(new("oid", AliceId), new("tid", TenantId), new("preferred_username", "alice@contoso.example"));
        var verdict = Inspections.Verdict(
            Inspections.Audience with { Required = ["api://appb", ClientId] }, Inspections.RoleMissing.Checks[1]);

        var request = Request(Show(verdict));

        Assert.Contains("the app role Orders.Read on AppB to alice@contoso.example", request, StringComparison.Ordinal);
        Assert.Contains($"http://localhost/{UserAccessAddresses.Assign("AppB", "Orders.Read", AliceId)}", request, StringComparison.Ordinal);
        Assert.All([AliceId, TenantId, ClientId], id => Assert.Contains(id, request, StringComparison.Ordinal));
    }

    [Fact]
    public void Administrator_is_offered_the_assignment_itself()
    {
        var shown = Render<VerdictHeader>(p => p
            .Add(c => c.Verdict, Inspections.RoleMissing).Add(c => c.Api, "AppB").Add(c => c.Person, Erin));

        var link = shown.ByRole("link", VerdictHeader.AssignLabel("Orders.Read", Erin.Name));
        Assert.Equal(UserAccessAddresses.Assign("AppB", "Orders.Read", Erin.Id), link.GetAttribute("href"));
        Assert.Empty(shown.AllByRole("button"));
        Assert.Empty(shown.FindAll("i"));
    }

    [Fact]
    public void Fix_of_another_user_is_a_request_to_that_user()
    {
        var shown = Render<VerdictHeader>(p => p
            .Add(c => c.Verdict, Failing(FixAction.GrantConsent)).Add(c => c.Api, "AppB").Add(c => c.Person, Erin));

        Assert.Contains(VerdictText.Who(FixOwner.You, Erin.Name), TextOf(shown));
        Assert.Empty(shown.FindAll("a"));
        Assert.NotNull(shown.ByRole("button", CopyRequest.CopyLabel));
    }

    [Fact]
    public void Token_of_another_user_offers_no_link_and_no_name()
    {
        var consent = Render<VerdictHeader>(p => p.Add(c => c.Verdict, Failing(FixAction.GrantConsent)).Add(c => c.Api, "AppB"));
        var role = Render<VerdictHeader>(p => p.Add(c => c.Verdict, Inspections.RoleMissing).Add(c => c.Api, "AppB"));

        Assert.Empty(consent.FindAll("a, button"));
        Assert.DoesNotContain("alice", role.Markup, StringComparison.Ordinal);
        Assert.Empty(role.AllByRole("button", GroupLookup.LookupLabel));
    }

    [Fact]
    public void Probable_verdict_names_the_checks_that_only_the_API_can_run()
    {
        var check = new CheckResult("revocation", CheckState.NotChecked, "Not revoked.", [], [], "Only AppB knows.");

        var shown = Show(new Verdict(VerdictState.Unsure, "Every check that the portal can run passes.", [Inspections.Audience, check]));

        Assert.Contains($"Not checked here: {VerdictText.Title("revocation")}.", TextOf(shown));
        Assert.Contains("Only AppB knows.", TextOf(shown));
        Assert.Contains("Only a request to AppB shows", TextOf(shown));
    }

    [Fact]
    public void INJ_03_Markup_is_encoded()
    {
        var check = Inspections.Failed("<b>", new Fix(FixOwner.ClientDeveloper, "\" onclick=\"<u>", "<s>")) with
        {
            Required = ["<i>"],
            Actual = ["\u202e<i>"],
        };

        var shown = Show(new Verdict(VerdictState.Refused, "<script>\u202e", [check]));

        Assert.Empty(shown.FindAll("b, i, u, s, script"));
        Assert.DoesNotContain("\u202e", TextOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_read_only_when_the_button_is_pressed()
    {
        Api.Returns("/api/access/groups", new OwnGroupReport(1, [new OwnNestedGroup("Order readers", ["Order trainees"])], IsWhole: true));
        var shown = Show(Inspections.RoleMissing);
        Assert.Empty(Api.Requests);

        shown.ByRole("button", GroupLookup.LookupLabel).Click();

        shown.WaitForAssertion(() => Assert.Contains(
            "You are in Order trainees, which is inside Order readers; nested groups give no role.", TextOf(shown)));
    }

    [Theory]
    [InlineData(ProblemCodes.ConsentRequired, "Consent is missing")]
    [InlineData(ProblemCodes.DownstreamUnavailable, "Microsoft Graph failed")]
    public void Groups_that_cannot_be_read_are_reported(string code, string title)
    {
        Api.Refuses("/api/access/groups", new ApiProblem(
            code, 403, title, Api: "Microsoft Graph (read own groups)", AdministratorScopes: ["GroupMember.Read.All"]));
        var shown = Show(Inspections.RoleMissing);

        shown.ByRole("button", GroupLookup.LookupLabel).Click();

        shown.WaitForAssertion(() => Assert.Contains(title, TextOf(shown)));
        Assert.NotNull(shown.ByRole("button", NextStep.TryAgainLabel));
    }

    private static Verdict Failing(FixAction action) =>
        Inspections.Verdict(Inspections.Failed(CheckNames.Scope, new Fix(FixOwner.You, "Do this.", Action: action)));

    private static string Request(IRenderedComponent<VerdictHeader> header) =>
        header.ByRole("button", CopyRequest.CopyLabel).GetAttribute("data-copy")!;

    private IRenderedComponent<VerdictHeader> Show(Verdict verdict) =>
        Render<VerdictHeader>(p => p.Add(c => c.Verdict, verdict).Add(c => c.Api, "AppB").Add(c => c.IsOwn, true));
}
