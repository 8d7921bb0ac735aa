using Entra.Emulator.Tenant;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Portal.Tests.Support;
using AppRoleAssignment = Microsoft.Graph.Models.AppRoleAssignment;

namespace Portal.Tests.Emulator.Graph;

/// <summary>Assignments added and removed with the official client, and their effect at the token endpoint.</summary>
[Collection(GraphTests.Name)]
public sealed class GraphAssignmentTests(GraphFixture graph)
{
    private const string Bob = "a0000000-0000-4000-8000-000000000002";
    private const string Trainees = "b0000000-0000-4000-8000-000000000002";
    private const string OrdersReadAll = "e0000000-0000-4000-8000-000000000304";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GraphServiceClient Carol => graph.ClientOf("carol");

    [Fact]
    public async Task Assigned_role_is_in_the_next_token_until_removed()
    {
        var appB = Carol.ServicePrincipals[GraphFixture.AppBPrincipal];

        var added = await appB.AppRoleAssignedTo.PostAsync(
            New(Bob, GraphFixture.OrdersWrite), cancellationToken: Cancellation);
        var held = Roles();
        await appB.AppRoleAssignedTo[added!.Id].DeleteAsync(cancellationToken: Cancellation);

        Assert.Equal(
            ("Bob", "User", "AppB"), (added.PrincipalDisplayName, added.PrincipalType, added.ResourceDisplayName));
        Assert.InRange(
            added.CreatedDateTime!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(["Orders.Write"], held);
        Assert.Empty(Roles());

        string[] Roles()
        {
            var tenant = graph.Host.Service<TenantDirectory>();
            return graph.Host.Service<EffectiveAccess>().RolesOf(
                tenant.FindUser(Bob)!, tenant.FindApp(TestTenant.AppB)!);
        }
    }

    [Fact]
    public async Task Group_assignment_appears_for_group_and_members()
    {
        var added = await Carol.Groups[Trainees].AppRoleAssignments
            .PostAsync(New(Trainees, GraphFixture.OrdersWrite), cancellationToken: Cancellation);
        var erin = await Carol.Users["erin@contoso.example"].AppRoleAssignments.GetAsync(
            cancellationToken: Cancellation);
        await Carol.Groups[Trainees].AppRoleAssignments[added!.Id].DeleteAsync(cancellationToken: Cancellation);

        Assert.Equal("Group", Assert.Single(erin!.Value!).PrincipalType);
        Assert.Empty(
            (await Carol.Groups[Trainees].AppRoleAssignments.GetAsync(cancellationToken: Cancellation))!.Value!);
    }

    [Fact]
    public async Task Duplicate_assignment_is_refused()
    {
        var alice = New("a0000000-0000-4000-8000-000000000001", "e0000000-0000-4000-8000-000000000301");

        var refusal = await RefusalAsync(alice);

        Assert.Equal((400, "Request_BadRequest"), (refusal.ResponseStatusCode, refusal.Error!.Code));
        Assert.Equal("Permission being assigned already exists on the object", refusal.Error.Message);
        Assert.NotNull(refusal.Error.InnerError!.RequestId);
    }

    [Theory]
    [InlineData(Bob, OrdersReadAll, 400)]
    [InlineData("c0000000-0000-4000-8000-000000000005", GraphFixture.OrdersWrite, 400)]
    [InlineData(Bob, "e0000000-0000-4000-8000-000000000201", 400)]
    [InlineData(Bob, "00000000-0000-0000-0000-000000000000", 400)]
    [InlineData("a0000000-0000-4000-8000-0000000000ff", GraphFixture.OrdersWrite, 404)]
    public async Task Invalid_role_is_refused_and_nothing_is_written(string principal, string role, int status)
    {
        var before = graph.Host.Service<Assignments>().HeldBy(Guid.Parse(principal)).Count();

        var refusal = await RefusalAsync(New(principal, role));

        Assert.Equal(status, refusal.ResponseStatusCode);
        Assert.Equal(before, graph.Host.Service<Assignments>().HeldBy(Guid.Parse(principal)).Count());
    }

    [Fact]
    public async Task Path_and_body_must_match()
    {
        var other = Carol.ServicePrincipals["c0000000-0000-4000-8000-000000000002"];
        var refusal = await Assert.ThrowsAsync<ODataError>(() => other.AppRoleAssignedTo.PostAsync(
            New(Bob, GraphFixture.OrdersWrite), cancellationToken: Cancellation));

        Assert.Equal("Request_BadRequest", refusal.Error!.Code);
    }

    [Fact]
    public async Task Application_administrators_cannot_grant_graph_permissions()
    {
        const string Graph = "c0000000-0000-4000-8000-000000000001";
        const string Background = "c0000000-0000-4000-8000-000000000004";
        static AppRoleAssignment Order() => New(Background, "7ab1d382-f21e-4acd-a863-ba3e13f7da61", Graph);

        var refusal = await Assert.ThrowsAsync<ODataError>(() => Carol.ServicePrincipals[Graph].AppRoleAssignedTo
            .PostAsync(Order(), cancellationToken: Cancellation));
        var global = graph.ClientOf("grace").ServicePrincipals[Background].AppRoleAssignments;
        var added = await global.PostAsync(Order(), cancellationToken: Cancellation);
        await global[added!.Id].DeleteAsync(cancellationToken: Cancellation);

        Assert.Equal((403, "Authorization_RequestDenied"), (refusal.ResponseStatusCode, refusal.Error!.Code));
        Assert.Equal("Background job", added.PrincipalDisplayName);
    }

    [Fact]
    public async Task Assignments_can_be_paged_while_they_change()
    {
        var assigned = Carol.ServicePrincipals[GraphFixture.AppBPrincipal].AppRoleAssignedTo;
        var all = (await assigned.GetAsync(cancellationToken: Cancellation))!.Value!.Select(a => a.Id).ToArray();

        var carol = await assigned.GetAsync(
            r => r.QueryParameters.Filter = "startswith(principalDisplayName,'caro')", Cancellation);
        var seen = new List<string?>();
        var page = await assigned.GetAsync(r => r.QueryParameters.Top = 2, Cancellation);
        var passing = await assigned.PostAsync(New(Bob, GraphFixture.OrdersWrite), cancellationToken: Cancellation);
        await assigned[passing!.Id].DeleteAsync(cancellationToken: Cancellation);
        for (; page is not null; page = await NextAsync(page.OdataNextLink))
            seen.AddRange(page.Value!.Select(a => a.Id));

        Assert.Equal(3, carol!.Value!.Count);
        Assert.Equal(all, seen);

        async Task<Microsoft.Graph.Models.AppRoleAssignmentCollectionResponse?> NextAsync(string? link) =>
            link is null ? null : await assigned.WithUrl(link).GetAsync(cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Assignments_survive_a_restart()
    {
        using var data = new TemporaryFolder();
        string? id;
        await using (var first = await EmulatorHost.StartAsync(data.Path))
        {
            var tenant = first.Service<TenantDirectory>();
            id = first.Service<Assignments>().Add(
                tenant.FindApp(TestTenant.AppB)!.Principal!,
                Guid.Parse(GraphFixture.OrdersWrite),
                Guid.Parse(Bob),
                PrincipalKind.User)?.Id.ToString();
        }

        await using var second = await EmulatorHost.StartAsync(data.Path);

        Assert.Equal(id, Assert.Single(second.Service<Assignments>().HeldBy(Guid.Parse(Bob))).Id.ToString());
    }

    private Task<ODataError> RefusalAsync(AppRoleAssignment assignment) => Assert.ThrowsAsync<ODataError>(
        () => Carol.ServicePrincipals[GraphFixture.AppBPrincipal].AppRoleAssignedTo
            .PostAsync(assignment, cancellationToken: Cancellation));

    private static AppRoleAssignment New(
        string principal, string role, string resource = GraphFixture.AppBPrincipal) => new()
        {
            PrincipalId = Guid.Parse(principal),
            AppRoleId = Guid.Parse(role),
            ResourceId = Guid.Parse(resource),
        };
}
