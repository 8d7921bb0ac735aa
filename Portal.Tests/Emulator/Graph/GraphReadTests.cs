using Microsoft.Graph;
using Microsoft.Graph.DirectoryObjects.GetByIds;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.GetMemberObjects;

namespace Portal.Tests.Emulator.Graph;

/// <summary>The reads of the admin pages, with the official client as the administrator.</summary>
[Collection(GraphTests.Name)]
public sealed class GraphReadTests(GraphFixture graph)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GraphServiceClient Carol => graph.ClientOf("carol");

    [Fact]
    public async Task Service_principal_has_roles_scopes_and_assignment_requirement()
    {
        var appB = await Carol.ServicePrincipalsWithAppId(TestTenant.AppB).GetAsync(
            r => r.QueryParameters.Select =
            [
                "id", "appId", "appRoles", "oauth2PermissionScopes", "appRoleAssignmentRequired",
            ],
            Cancellation);

        Assert.Equal(GraphFixture.AppBPrincipal, appB!.Id);
        Assert.Equal(
            ["Orders.Read", "Orders.Write", "Reports.Read", "Orders.Read.All"], appB.AppRoles!.Select(r => r.Value));
        Assert.Equal(["Application"], appB.AppRoles![3].AllowedMemberTypes!);
        Assert.Equal("access_as_user", Assert.Single(appB.Oauth2PermissionScopes!).Value);
        Assert.False(appB.AppRoleAssignmentRequired);
        Assert.Null(appB.DisplayName);
    }

    [Fact]
    public async Task Service_principals_can_be_found_by_app_id_name_and_search()
    {
        var byAppId = await Carol.ServicePrincipals.GetAsync(
            r => r.QueryParameters.Filter = $"appId eq '{TestTenant.Portal}'", Cancellation);
        var byName = await Carol.ServicePrincipals.GetAsync(
            r => r.QueryParameters.Filter = "startswith(displayName,'back')", Cancellation);
        var found = await Carol.ServicePrincipals.GetAsync(
            r =>
            {
                r.QueryParameters.Search = "\"displayName:job\"";
                r.Headers.Add("ConsistencyLevel", "eventual");
            },
            Cancellation);

        Assert.Equal("Portal", Assert.Single(byAppId!.Value!).DisplayName);
        Assert.Equal("Background job", Assert.Single(byName!.Value!).DisplayName);
        Assert.Equal("Background job", Assert.Single(found!.Value!).DisplayName);
    }

    [Fact]
    public async Task Application_object_has_no_secret_values()
    {
        var portal = await Carol.ApplicationsWithAppId(TestTenant.Portal).GetAsync(cancellationToken: Cancellation);
        var appB = await Carol.ApplicationsWithAppId(TestTenant.AppB).GetAsync(cancellationToken: Cancellation);

        Assert.Contains("https://localhost/signin-oidc", portal!.Web!.RedirectUris!);
        Assert.Equal(2, portal.Api!.RequestedAccessTokenVersion);
        Assert.Equal(Guid.Parse(TestTenant.CommandLine), Assert.Single(portal.Api.KnownClientApplications!));
        Assert.Equal(["user_impersonation"], portal.Api.Oauth2PermissionScopes!.Select(s => s.Value));
        Assert.Equal($"api://{TestTenant.Portal}", Assert.Single(portal.IdentifierUris!));
        Assert.Contains(TestTenant.AppB, portal.RequiredResourceAccess!.Select(r => r.ResourceAppId));
        var secret = Assert.Single(portal.PasswordCredentials!);
        Assert.Equal(("emu", null), (secret.Hint, secret.SecretText));
        Assert.Equal(TestTenant.CommandLine, Assert.Single(appB!.Api!.PreAuthorizedApplications!).AppId);
    }

    [Fact]
    public async Task Graph_has_a_service_principal_but_no_application_object()
    {
        const string Id = "00000003-0000-0000-c000-000000000000";

        var principal = await Carol.ServicePrincipalsWithAppId(Id).GetAsync(cancellationToken: Cancellation);
        var refusal = await Assert.ThrowsAsync<ODataError>(
            () => Carol.ApplicationsWithAppId(Id).GetAsync(cancellationToken: Cancellation));

        Assert.Equal("c79f8feb-a9db-4090-85f9-90d820caa0eb",
            principal!.Oauth2PermissionScopes!.Single(s => s.Value == "Application.Read.All").Id.ToString());
        Assert.Equal("Request_ResourceNotFound", refusal.Error!.Code);
    }

    [Fact]
    public async Task Assignments_list_principal_names_and_types()
    {
        var held = await Carol.ServicePrincipals[GraphFixture.AppBPrincipal].AppRoleAssignedTo
            .GetAsync(cancellationToken: Cancellation);
        var job = await Carol.ServicePrincipals["c0000000-0000-4000-8000-000000000004"].AppRoleAssignments
            .GetAsync(cancellationToken: Cancellation);

        Assert.Contains(
            held!.Value!,
            a => a is { PrincipalDisplayName: "Alice", PrincipalType: "User", ResourceDisplayName: "AppB" });
        Assert.Contains(held.Value!, a => a is { PrincipalDisplayName: "Order readers", PrincipalType: "Group" });
        Assert.Contains(
            held.Value!, a => a is { PrincipalDisplayName: "Background job", PrincipalType: "ServicePrincipal" });
        Assert.Single(job!.Value!, a => a.ResourceId == Guid.Parse(GraphFixture.AppBPrincipal));
    }

    [Fact]
    public async Task User_assignments_include_direct_groups_but_not_nested_ones()
    {
        var dave = await Carol.Users["dave@contoso.example"].AppRoleAssignments.GetAsync(
            cancellationToken: Cancellation);
        var erin = await Carol.Users["erin@contoso.example"].AppRoleAssignments.GetAsync(
            cancellationToken: Cancellation);

        Assert.Equal("Group", Assert.Single(dave!.Value!).PrincipalType);
        Assert.Empty(erin!.Value!);
    }

    [Fact]
    public async Task Group_memberships_are_direct_and_transitive()
    {
        var readers = (await Carol.Groups.GetAsync(
            r => r.QueryParameters.Filter = "displayName eq 'order readers'", Cancellation))!.Value!.Single();

        var direct = await Carol.Groups[readers.Id].Members.GetAsync(cancellationToken: Cancellation);
        var people = await Carol.Groups[readers.Id].TransitiveMembers.GraphUser.GetAsync(
            cancellationToken: Cancellation);
        var erin = await Carol.Users["erin@contoso.example"].TransitiveMemberOf.GraphGroup.GetAsync(
            cancellationToken: Cancellation);
        var carol = await Carol.Me.MemberOf.GetAsync(cancellationToken: Cancellation);

        Assert.Equal("Dave", Assert.Single(direct!.Value!.OfType<User>()).DisplayName);
        Assert.Equal("Order trainees", Assert.Single(direct.Value!.OfType<Group>()).DisplayName);
        Assert.Equal(["Dave", "Erin"], people!.Value!.Select(u => u.DisplayName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Order readers", "Order trainees"], erin!.Value!.Select(g => g.DisplayName).Order(StringComparer.Ordinal));
        Assert.Equal(
            "Cloud Application Administrator", Assert.Single(carol!.Value!.OfType<DirectoryRole>()).DisplayName);
    }

    [Fact]
    public async Task Groups_beyond_the_token_limit_can_be_read()
    {
        var ids = await Carol.Users["grace@contoso.example"].GetMemberObjects.PostAsGetMemberObjectsPostResponseAsync(
            new GetMemberObjectsPostRequestBody { SecurityEnabledOnly = false }, cancellationToken: Cancellation);

        Assert.Equal(251, ids!.Value!.Count);
    }

    [Fact]
    public async Task Page_iterator_reads_all_pages_and_count_is_on_the_first()
    {
        var first = await Carol.Groups.GetAsync(
            r =>
            {
                r.QueryParameters.Top = 50;
                r.QueryParameters.Count = true;
                r.QueryParameters.Search = "\"displayName:interest\"";
                r.Headers.Add("ConsistencyLevel", "eventual");
            },
            Cancellation);
        var names = new List<string?>();
        var iterator = PageIterator<Group, GroupCollectionResponse>.CreatePageIterator(
            Carol,
            first!,
            group =>
            {
                names.Add(group.DisplayName);
                return true;
            },
            request =>
            {
                request.Headers.Add("ConsistencyLevel", "eventual");
                return request;
            });

        await iterator.IterateAsync(Cancellation);

        Assert.Equal(250, first!.OdataCount);
        Assert.Equal(250, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task Users_can_be_searched_counted_and_sorted()
    {
        var found = await Carol.Users.GetAsync(
            r =>
            {
                r.QueryParameters.Search = "\"displayName:ca\" OR \"userPrincipalName:bob\"";
                r.QueryParameters.Orderby = ["displayName desc"];
                r.QueryParameters.Count = true;
                r.Headers.Add("ConsistencyLevel", "eventual");
            },
            Cancellation);
        var count = await Carol.Users.Count.GetAsync(r => r.Headers.Add("ConsistencyLevel", "eventual"), Cancellation);

        Assert.Equal(["Carol", "Bob"], found!.Value!.Select(u => u.DisplayName));
        Assert.Equal(2, found.OdataCount);
        Assert.Equal(7, count);
    }

    [Fact]
    public async Task Objects_can_be_read_by_ids_with_their_types()
    {
        var me = await Carol.Me.GetAsync(cancellationToken: Cancellation);

        var found = await Carol.DirectoryObjects.GetByIds.PostAsGetByIdsPostResponseAsync(
            new GetByIdsPostRequestBody
            {
                Ids =
                [
                    me!.Id!,
                    GraphFixture.AppBPrincipal,
                    "b0000000-0000-4000-8000-000000000001",
                    Guid.NewGuid().ToString(),
                ],
                Types = ["user", "servicePrincipal"],
            },
            cancellationToken: Cancellation);

        Assert.Equal("carol@contoso.example", Assert.IsType<User>(found!.Value![0]).UserPrincipalName);
        Assert.Equal("AppB", Assert.IsType<ServicePrincipal>(found.Value[1]).DisplayName);
        Assert.Equal(2, found.Value.Count);
    }

    [Fact]
    public async Task Batch_returns_a_response_for_each_request()
    {
        var batch = new BatchRequestContentCollection(Carol);
        var me = await batch.AddBatchRequestStepAsync(Carol.Me.ToGetRequestInformation());
        var nobody = await batch.AddBatchRequestStepAsync(
            Carol.Users["nobody@contoso.example"].ToGetRequestInformation());

        var responses = await Carol.Batch.PostAsync(batch, Cancellation);

        Assert.Equal("Carol", (await responses.GetResponseByIdAsync<User>(me)).DisplayName);
        Assert.Equal(404, (int)(await responses.GetResponsesStatusCodesAsync())[nobody]);
    }
}
