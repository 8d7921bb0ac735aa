using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;

namespace Portal.Tests.Roles;

/// <summary>Requests to the endpoints for administrators that the pages never send.</summary>
[Collection(RolesTests.Name)]
public sealed class AdministrationAbuseTests(ApplicationFixture product)
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";
    private const string PortalAdmin = "Portal.Admin";

    private readonly RolesCaller _roles = new(product);

    [Fact]
    public async Task ADM_02_a_user_cannot_assign_a_role_or_consent_to_themselves()
    {
        product.ConsentToGraph(GraphPurpose.All);
        var bob = product.User("bob");
        var (client, api) = (product.App(TestTenant.Portal), product.App(TestTenant.AppB));
        var consents = product.Consents.Granted(client, bob, api);
        var token = await product.TokenAsync("bob");
        using var role = JsonContent.Create(new RoleChangeSet([new RoleChange(RoleActions.Assign, Bob, Write, "")]));
        var change = new ConsentChange(
            product.PrincipalId(TestTenant.Portal), product.PrincipalId(TestTenant.AppB), Bob, ["access_as_user"], Before: []);
        using var consent = JsonContent.Create(new ConsentChangeSet([change]));

        using var assigned = await product.SendAsync(HttpMethod.Post, $"{Root}/changes", token, role);
        using var consented = await product.SendAsync(HttpMethod.Post, "/api/admin/consents/changes", token, consent);

        await ProblemAssert.IsAsync(assigned, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
        await ProblemAssert.IsAsync(consented, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
        Assert.False(_roles.Holds(Write, Bob));
        Assert.Equal(consents, product.Consents.Granted(client, bob, api));
    }

    [Fact]
    public async Task ADM_03_an_assignment_of_another_app_cannot_be_removed()
    {
        var portal = product.App(TestTenant.Portal).Principal!;
        var other = product.Assignments.On(portal).First();

        var outcome = await _roles.ChangeOneAsync(new RoleChange(RoleActions.Remove, Bob, Read, $"{other.Id}"));

        Assert.NotEqual(ChangeStates.Done, outcome.State);
        Assert.Contains(product.Assignments.On(portal), a => a.Id == other.Id);
    }

    [Theory]
    [InlineData(Nobody, Read)]
    [InlineData(Erin, Nobody)]
    [InlineData("a0000000-0000-4000-8000-00000000ffff", Read)]
    public async Task ADM_04_an_unknown_user_or_role_is_refused_and_nothing_is_written(string principal, string role)
    {
        var before = product.Assignments.On(product.App(TestTenant.AppB).Principal!).Count();

        var outcome = await _roles.ChangeOneAsync(new RoleChange(RoleActions.Assign, principal, role, PreviewedAssignment: ""));

        Assert.Equal(ChangeStates.Refused, outcome.State);
        Assert.Equal(before, product.Assignments.On(product.App(TestTenant.AppB).Principal!).Count());
    }

    [Theory]
    [InlineData("bob", Read)]
    [InlineData("a0000000-0000-4000-8000-000000000005/../x", Read)]
    [InlineData(Erin, "Orders.Read")]
    public async Task ADM_04_what_is_not_an_id_is_400(string principal, string role)
    {
        using var body = JsonContent.Create(new RoleChangeSet([new RoleChange(RoleActions.Assign, principal, role, "")]));
        using var response = await _roles.SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task ADM_05_the_same_assignment_50_times_at_once_is_made_once()
    {
        using var afterwards = _roles.RemoveAfterwards(Write, Dave);
        var change = new RoleChange(RoleActions.Assign, Dave, Write, PreviewedAssignment: "");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _roles.ChangeOneAsync(change)));

        Assert.Single(outcomes, o => o.State == ChangeStates.Done);
        Assert.All(outcomes, o => Assert.Contains(
            o.State, (string[])[ChangeStates.Done, ChangeStates.ChangedByOthers, ChangeStates.NoChangeNeeded]));
        Assert.Single(product.Assignments.HeldBy(Guid.Parse(Dave)), a => a.Role == Guid.Parse(Write));
    }

    [Fact]
    public async Task ADM_06_a_consent_that_changed_after_the_preview_is_not_overwritten()
    {
        product.ConsentToGraph(GraphPurpose.All);
        var (client, api) = (product.App(TestTenant.Portal), product.App(TestTenant.AppB));
        product.Consents.Grant(client, product.User("erin"), api, ["access_as_user"]);
        var change = new ConsentChange(
            product.PrincipalId(TestTenant.Portal), product.PrincipalId(TestTenant.AppB), Erin, [], Before: ["other"]);

        using var body = JsonContent.Create(new ConsentChangeSet([change]));
        using var response = await _roles.SendAsync(HttpMethod.Post, "/api/admin/consents/changes", body);

        var outcome = Assert.Single((await ApplicationFixture.ReadAsync<ConsentOutcomes>(response)).Outcomes);
        Assert.Equal(ChangeStates.ChangedByOthers, outcome.State);
        Assert.Contains("access_as_user", product.Consents.Granted(client, product.User("erin"), api));
    }

    [Theory]
    [InlineData("Portal")]
    [InlineData("portal")]
    [InlineData(TestTenant.Portal)]
    [InlineData("Microsoft%20Graph")]
    public async Task ADM_07_the_roles_of_the_portal_itself_cannot_be_changed_here(string api)
    {
        var portal = product.App(TestTenant.Portal).Principal!;
        var held = product.Assignments.On(portal).First(a => a.Principal == product.User("carol").Id);

        using var body = JsonContent.Create(
            new RoleChangeSet([new RoleChange(RoleActions.Remove, $"{held.Principal}", $"{held.Role}", $"{held.Id}")]));
        using var response = await _roles.SendAsync(HttpMethod.Post, $"/api/admin/roles/{api}/changes", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, ProblemCodes.NotFound);
        Assert.Contains(product.Assignments.On(portal), a => a.Id == held.Id);
    }

    [Fact]
    public async Task ADM_14_a_user_who_is_no_administrator_cannot_tell_who_exists()
    {
        var token = await product.TokenAsync("alice");

        var known = await RefusalAsync($"/api/admin/people/{Erin}/access", token);
        var unknown = await RefusalAsync("/api/admin/people/a0000000-0000-4000-8000-00000000ffff/access", token);

        Assert.Equal(known, unknown);
        Assert.Contains(PortalAdmin, known, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acce\u0455s_as_user")]
    [InlineData("access_as_user ")]
    [InlineData("access_as_user\u200b")]
    [InlineData("ACCESS_AS_USER")]
    public async Task ADM_15_a_scope_that_only_looks_alike_is_refused(string scope)
    {
        product.ConsentToGraph(GraphPurpose.All);
        var change = new ConsentChange(
            product.PrincipalId(TestTenant.Portal), product.PrincipalId(TestTenant.AppB), Erin, [scope], Before: []);

        using var body = JsonContent.Create(new ConsentChangeSet([change]));
        using var response = await _roles.SendAsync(HttpMethod.Post, "/api/admin/consents/changes", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    /// <summary>The refusal, without what differs between any two requests.</summary>
    private async Task<string> RefusalAsync(string path, string token)
    {
        using var response = await product.SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var problem = await ApplicationFixture.ProblemAsync(response);
        return JsonSerializer.Serialize(problem with { TraceId = null });
    }
}
