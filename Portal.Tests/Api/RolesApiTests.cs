using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Levers;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Graph;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>The administrators' endpoints about roles, against the emulator's directory.</summary>
public sealed class RolesApiTests(ApplicationFixture product) : IClassFixture<ApplicationFixture>
{
    private const string Root = "/api/admin/roles/AppB";
    private const string Read = "e0000000-0000-4000-8000-000000000301";
    private const string Write = "e0000000-0000-4000-8000-000000000302";
    private const string Bob = "a0000000-0000-4000-8000-000000000002";
    private const string Dave = "a0000000-0000-4000-8000-000000000004";
    private const string Erin = "a0000000-0000-4000-8000-000000000005";
    private const string Readers = "b0000000-0000-4000-8000-000000000001";

    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", Root },
        { "GET", $"{Root}/assignments" },
        { "POST", $"{Root}/preview" },
        { "POST", $"{Root}/changes" },
        { "GET", $"/api/admin/groups/{Readers}/members" },
        { "GET", "/api/admin/principals?kind=User" },
        { "GET", "/api/admin/audit" },
        { "GET", "/api/admin/audit/1/undo" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Whoever_is_no_administrator_is_told_so_at_each(string method, string path)
    {
        using var response = await product.SendAsync(new HttpMethod(method), path, await product.TokenAsync("alice"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.Equal((ProblemCodes.RoleMissing, "This is for administrators of the portal"), (problem.Code, problem.Title));
    }

    [Fact]
    public async Task Roles_say_whom_they_are_for()
    {
        var roles = await GetAsync<ApiRoles>(Root);

        Assert.Equal(["Orders.Read", "Orders.Write", "Reports.Read", "Orders.Read.All"], roles.Roles.Select(r => r.Value!));
        Assert.True(roles.Roles[0].Allows(PrincipalKinds.Group));
        Assert.False(roles.Roles[3].Allows(PrincipalKinds.User));
    }

    [Fact]
    public async Task Holders_are_found_by_role_and_by_name()
    {
        var readers = await GetAsync<RoleHolders>($"{Root}/assignments?role={Read}");
        var order = await GetAsync<RoleHolders>($"{Root}/assignments?search=Order");
        var quoted = await GetAsync<RoleHolders>($"{Root}/assignments?search=O'x");

        Assert.Contains(readers.Holders, h => (h.Name, h.Kind) == ("Alice", "User"));
        Assert.All(readers.Holders, h => Assert.Equal(Read, h.RoleId));
        Assert.Equal(("Order readers", "Group"), (Assert.Single(order.Holders).Name, order.Holders[0].Kind));
        Assert.Empty(quoted.Holders);
    }

    [Fact]
    public async Task Members_are_the_direct_ones_and_nested_groups_are_counted()
    {
        var members = await GetAsync<GroupMembers>($"/api/admin/groups/{Readers}/members");

        Assert.Equal(["Dave", "Order trainees"], members.Members.Select(m => m.Name).Order());
        Assert.Equal(1, members.Nested);
    }

    [Theory]
    [InlineData("User", "bo", "Bob")]
    [InlineData("Group", "trainees", "Order trainees")]
    [InlineData("ServicePrincipal", "background", "Background job")]
    public async Task Principals_are_found_by_words(string kind, string search, string name)
    {
        var found = await GetAsync<Principals>($"/api/admin/principals?kind={kind}&search={search}");

        Assert.Equal(name, Assert.Single(found.Found).Name);
    }

    [Fact]
    public async Task Interest_groups_come_page_by_page()
    {
        var first = await GetAsync<Principals>("/api/admin/principals?kind=Group&search=interest");
        var second = await GetAsync<Principals>($"/api/admin/principals?kind=Group&next={first.Next}");

        Assert.Equal(250, first.Total);
        Assert.Empty(first.Found.Select(p => p.Id).Intersect(second.Found.Select(p => p.Id)));
    }

    [Theory]
    [InlineData("/api/admin/groups/..%2Fusers/members")]
    [InlineData("/api/admin/groups/x'/members")]
    [InlineData("/api/admin/principals?kind=Device")]
    [InlineData("/api/admin/principals?kind=User&next=Li4vdXNlcnM")]
    [InlineData(Root + "/assignments?role=all")]
    [InlineData("/api/admin/audit?next=-1")]
    [InlineData("/api/admin/audit?what=all")]
    [InlineData("/api/admin/audit?ended=well")]
    [InlineData("/api/admin/audit/1/undo?whole=x")]
    public async Task What_is_no_id_and_no_page_is_refused(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid), (response.StatusCode, (await ProblemAsync(response)).Code));
    }

    [Theory]
    [InlineData("""{"changes":[]}""")]
    [InlineData("""{"changes":[{"action":"drop","principalId":"a0000000-0000-4000-8000-000000000002","roleId":"e0000000-0000-4000-8000-000000000301"}]}""")]
    [InlineData("""{"changes":[{"action":"assign","principalId":"../x","roleId":"e0000000-0000-4000-8000-000000000301"}]}""")]
    [InlineData("""{"changes":[{"action":"assign","principalId":"a0000000-0000-4000-8000-000000000002","roleId":"e0000000-0000-4000-8000-000000000301","actor":"alice"}]}""")]
    public async Task A_set_that_is_none_is_refused(string body)
    {
        using var content = new StringContent(body, mediaType: new("application/json"));

        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", content);

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid), (response.StatusCode, (await ProblemAsync(response)).Code));
    }

    [Fact]
    public async Task Dry_run_tells_what_the_directory_says_and_changes_nothing()
    {
        var before = await GetAsync<RoleHolders>($"{Root}/assignments");

        var preview = await PreviewAsync(
            new(RoleActions.Assign, Dave, Read), new(RoleActions.Assign, Erin, Write), new(RoleActions.Remove, Readers, Read));

        Assert.Equal([RoleEffects.Gains, RoleEffects.Gains, RoleEffects.Loses], preview.Changes.Select(c => c.Effect));
        Assert.Contains("its one direct member loses it", preview.Changes[2].Sentence, StringComparison.Ordinal);
        Assert.Contains("Order trainees", preview.Changes[2].Warning, StringComparison.Ordinal);
        Assert.Equal(RoleEffects.Same, Assert.Single((await PreviewAsync(new RoleChange(RoleActions.Assign, Dave, Read))).Changes).Effect);
        Assert.Equal(before.Total, (await GetAsync<RoleHolders>($"{Root}/assignments")).Total);
    }

    [Fact]
    public async Task Change_is_made_once_told_of_by_the_trail_and_undone()
    {
        var planned = Assert.Single((await PreviewAsync(new RoleChange(RoleActions.Assign, Bob, Write))).Changes);

        var made = Assert.Single((await ChangeAsync(planned.Change)).Outcomes);
        var again = Assert.Single((await ChangeAsync(planned.Change)).Outcomes);
        var inverse = Assert.Single((await PreviewAsync(made.Change.Inverse())).Changes);
        var undone = Assert.Single((await ChangeAsync(inverse.Change)).Outcomes);

        Assert.Equal(
            [RoleOutcomeStates.Done, RoleOutcomeStates.Overtaken, RoleOutcomeStates.Done], new[] { made, again, undone }.Select(o => o.State));
        var trail = await GetAsync<AuditPage>("/api/admin/audit");
        Assert.Null(trail.BrokenAt);
        var ofBob = trail.Entries.Where(e => e.Detail.Contains(Bob, StringComparison.Ordinal)).ToList();
        Assert.Equal(["done", "intended", "overtaken", "intended", "done", "intended"], ofBob.Select(e => e.Outcome));
        Assert.All(ofBob, e => Assert.Equal("carol@contoso.example", e.ActorName));
        Assert.All(ofBob, e => Assert.NotEmpty(e.TraceId));
    }

    [Fact]
    public async Task What_changed_since_the_dry_run_is_left_alone()
    {
        var planned = Assert.Single((await PreviewAsync(new RoleChange(RoleActions.Assign, Erin, Write))).Changes);
        var tenant = product.Demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();
        var assignments = product.Demo.EmulatorApp.Services.GetRequiredService<Assignments>();
        var other = assignments.Add(tenant.FindApp(TestTenant.AppB)!.Principal!, Guid.Parse(Write), Guid.Parse(Erin), PrincipalKind.User)!;

        var outcome = Assert.Single((await ChangeAsync(planned.Change)).Outcomes);

        Assert.Equal(RoleOutcomeStates.Overtaken, outcome.State);
        Assert.StartsWith("Someone else assigned it", outcome.Words, StringComparison.Ordinal);
        assignments.Remove(other.Id);
    }

    [Fact]
    public async Task Administrator_without_a_directory_role_is_told_by_whom_it_can_be_done()
    {
        await AgreeAsync();
        var token = await product.TokenAsync("bob", set: new { roles = (string[])["Portal.Admin"] });

        using var response = await product.SendAsync(HttpMethod.Get, $"{Root}/assignments", token);

        Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.DirectoryRoleMissing), (response.StatusCode, (await ProblemAsync(response)).Code));
    }

    [Theory]
    [InlineData(429, ProblemCodes.DownstreamThrottled)]
    [InlineData(500, ProblemCodes.DownstreamUnavailable)]
    public async Task Directory_that_fails_is_said_and_nothing_is_done(int status, string code)
    {
        var planned = Assert.Single((await PreviewAsync(new RoleChange(RoleActions.Assign, Bob, Read))).Changes);
        var faults = product.Demo.EmulatorApp.Services.GetRequiredService<Faults>();
        faults.Add(new Fault("graph") { Status = status, Times = 10 });
        using var body = JsonContent.Create(new RoleChangeSet([planned.Change]));

        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        faults.Clear();
        Assert.Equal(code, (await ProblemAsync(response)).Code);
        Assert.DoesNotContain((await GetAsync<RoleHolders>($"{Root}/assignments?search=Bob")).Holders, h => h.RoleId == Read);
    }

    [Fact]
    public async Task Two_hundred_groups_are_foreseen_in_one_request()
    {
        var tenant = product.Demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();
        var groups = tenant.GroupsListing("grace").Take(RoleChangeSet.Most);

        var preview = await PreviewAsync([.. groups.Select(g => new RoleChange(RoleActions.Assign, g.Id.ToString(), Write))]);

        Assert.Equal(RoleChangeSet.Most, preview.Changes.Count);
        Assert.All(preview.Changes, c => Assert.Contains("its one direct member gains it", c.Sentence, StringComparison.Ordinal));
    }

    private async Task<RolePreview> PreviewAsync(params RoleChange[] changes) => await PostAsync<RolePreview>($"{Root}/preview", changes);

    private async Task<RoleOutcomes> ChangeAsync(params RoleChange[] changes) => await PostAsync<RoleOutcomes>($"{Root}/changes", changes);

    private async Task<T> PostAsync<T>(string path, RoleChange[] changes)
    {
        using var body = JsonContent.Create(new RoleChangeSet(changes));
        using var response = await SendAsync(HttpMethod.Post, path, body);
        return (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        await AgreeAsync();
        return await product.SendAsync(method, path, await product.TokenAsync("carol"), body);
    }

    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken))!;

    // Consent is another story, which the journey tells.
    private Task AgreeAsync()
    {
        var services = product.Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        services.GetRequiredService<Consents>().Grant(
            tenant.FindApp(TestTenant.Portal)!,
            user: null,
            tenant.FindApp("00000003-0000-0000-c000-000000000000")!,
            [.. GraphPurpose.ReadRoles.Permissions, .. GraphPurpose.AssignRoles.Permissions]);
        return Task.CompletedTask;
    }
}
