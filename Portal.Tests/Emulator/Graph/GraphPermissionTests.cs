using Entra.Emulator.Graph;
using Entra.Emulator.Graph.Routes;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Graph;

/// <summary>Who may do what: the app's permission and the person's directory role, both.</summary>
[Collection(GraphTests.Name)]
public sealed class GraphPermissionTests(GraphFixture graph)
{
    private const string Alice = "a0000000-0000-4000-8000-000000000001";

    private static readonly string[] Everything =
    [
        "User.Read.All", "User.RevokeSessions.All", "Directory.Read.All", "Application.Read.All",
        "AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All",
    ];

    private GraphRoute[] Routes => [.. graph.Host.Service<GraphRouter>().Routes];

    [Fact]
    public async Task Nobody_without_a_directory_role_changes_anything_whatever_the_app_may()
    {
        var token = graph.TokenOf("alice", Everything);
        var writes = Routes.Where(r => r.Changes).ToArray();
        var before = Written();

        foreach (var write in writes)
        {
            var reply = await graph.SendAsync(write.Method, Address(write), token, new { });
            Assert.True(reply.Status == 403, $"{write.Method} {write.Pattern}: {reply.Status} {reply.Text}");
            Assert.Equal("Authorization_RequestDenied", reply.Code);
        }

        Assert.True(writes.Length > 10);
        Assert.Equal(before, Written());
    }

    [Fact]
    public async Task Nobody_without_the_permission_gets_in_whatever_the_person_may()
    {
        var token = graph.TokenOf("grace", "openid", "profile", "email", "User.Read");

        foreach (var route in Routes)
        {
            var reply = await graph.SendAsync(route.Method, Address(route), token, route.Method == "GET" ? null : new { });
            Assert.True(reply.Status == 403, $"{route.Method} {route.Pattern}: {reply.Status} {reply.Text}");
        }
    }

    [Fact]
    public async Task An_app_without_permissions_of_its_own_gets_in_nowhere()
    {
        var token = (await graph.Tokens.BackgroundAsync("https://graph.microsoft.com/.default")).AccessToken;

        foreach (var route in Routes)
        {
            var reply = await graph.SendAsync(route.Method, Address(route), token, route.Method == "GET" ? null : new { });
            Assert.True(reply.Status == 403, $"{route.Method} {route.Pattern}: {reply.Status} {reply.Text}");
        }
    }

    [Theory]
    [InlineData("users", "User.ReadBasic.All")]
    [InlineData("groups", "GroupMember.Read.All")]
    [InlineData("servicePrincipals", "Application.Read.All")]
    [InlineData("applications", "Application.Read.All")]
    [InlineData("users", "Directory.Read.All")]
    public async Task A_member_reads_the_basics(string address, string scope)
    {
        var reply = await graph.GetAsync(address, graph.TokenOf("alice", scope));

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("servicePrincipals/" + GraphFixture.AppBPrincipal + "/appRoleAssignedTo")]
    [InlineData("users/carol@contoso.example/appRoleAssignments")]
    [InlineData("oauth2PermissionGrants")]
    public async Task What_others_were_given_needs_a_role_that_reads_the_directory(string address)
    {
        var alice = await graph.GetAsync(address, graph.TokenOf("alice", "Directory.Read.All"));
        var frank = await graph.GetAsync(address, graph.TokenOf("frank", "Directory.Read.All"));

        Assert.Equal((403, 200), (alice.Status, frank.Status));
    }

    [Theory]
    [InlineData("me", 200)]
    [InlineData("me/memberOf", 200)]
    [InlineData("me/appRoleAssignments", 200)]
    [InlineData("users/alice@contoso.example", 200)]
    [InlineData("users/" + Alice + "/appRoleAssignments", 200)]
    [InlineData("users/bob@contoso.example", 403)]
    [InlineData("users/bob@contoso.example/memberOf", 403)]
    public async Task With_little_permission_one_reads_what_is_ones_own(string address, int status)
    {
        var reply = await graph.GetAsync(address, graph.TokenOf("alice", "User.Read"));

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Of_kinds_that_may_not_be_read_there_are_ids_alone()
    {
        var reply = await graph.GetAsync("me/memberOf", graph.TokenOf("dave", "User.Read"));

        var group = Assert.Single(reply.Value);
        Assert.Equal(["@odata.type", "id"], group.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task An_apps_own_permissions_need_nobody_but_have_no_me()
    {
        var token = graph.AppTokenWith("User.Read.All", "Application.Read.All");

        var users = await graph.GetAsync("users?$top=1", token);
        var held = await graph.GetAsync($"servicePrincipals/{GraphFixture.AppBPrincipal}/appRoleAssignedTo", token);
        var me = await graph.GetAsync("me", token);

        Assert.Equal((200, 200, 400), (users.Status, held.Status, me.Status));
        Assert.Contains("delegated", me.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_someones_sign_ins_is_not_for_application_administrators()
    {
        var token = graph.TokenOf("carol", "User.RevokeSessions.All");

        var refused = await graph.SendAsync("POST", $"users/{Alice}/revokeSignInSessions", token, body: null);

        Assert.Equal(403, refused.Status);
    }

    private int Written()
    {
        var appB = graph.Host.Service<TenantDirectory>().FindApp(TestTenant.AppB)!.Principal!;
        return graph.Host.Service<Consents>().All().Count + graph.Host.Service<Assignments>().On(appB).Count();
    }

    // Things that are there, and are not the caller's own.
    private static string Address(GraphRoute route)
    {
        var id = route.Pattern.Split('/')[0] switch
        {
            "users" => "a0000000-0000-4000-8000-000000000003",
            "groups" => "b0000000-0000-4000-8000-000000000001",
            "applications" => $"(appId='{TestTenant.AppB}')",
            _ => GraphFixture.AppBPrincipal,
        };
        return route.Pattern.Replace("{}", id, StringComparison.Ordinal).Replace("/(", "(", StringComparison.Ordinal);
    }
}
