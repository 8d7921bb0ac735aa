using Entra.Emulator.Graph;
using Entra.Emulator.Graph.Routes;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Graph;

/// <summary>Requests need both the app's permission and the user's directory role.</summary>
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
    public async Task Changes_require_a_directory_role_even_with_all_permissions()
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
    public async Task Requests_require_the_permission_even_for_administrators()
    {
        var token = graph.TokenOf("grace", "openid", "profile", "email", "User.Read");

        foreach (var route in Routes)
        {
            var reply = await graph.SendAsync(
                route.Method, Address(route), token, route.Method == "GET" ? null : new { });
            Assert.True(reply.Status == 403, $"{route.Method} {route.Pattern}: {reply.Status} {reply.Text}");
        }
    }

    [Fact]
    public async Task App_without_permissions_is_refused_everywhere()
    {
        var token = (await graph.Tokens.BackgroundAsync("https://graph.microsoft.com/.default")).AccessToken;

        foreach (var route in Routes)
        {
            var reply = await graph.SendAsync(
                route.Method, Address(route), token, route.Method == "GET" ? null : new { });
            Assert.True(reply.Status == 403, $"{route.Method} {route.Pattern}: {reply.Status} {reply.Text}");
        }
    }

    [Theory]
    [InlineData("users", "User.ReadBasic.All")]
    [InlineData("groups", "GroupMember.Read.All")]
    [InlineData("servicePrincipals", "Application.Read.All")]
    [InlineData("applications", "Application.Read.All")]
    [InlineData("users", "Directory.Read.All")]
    public async Task Member_can_read_basic_directory_data(string address, string scope)
    {
        var reply = await graph.GetAsync(address, graph.TokenOf("alice", scope));

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("servicePrincipals/" + GraphFixture.AppBPrincipal + "/appRoleAssignedTo")]
    [InlineData("users/carol@contoso.example/appRoleAssignments")]
    [InlineData("oauth2PermissionGrants")]
    public async Task Reading_assignments_of_others_requires_a_directory_role(string address)
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
    public async Task User_read_permission_covers_own_data_only(string address, int status)
    {
        var reply = await graph.GetAsync(address, graph.TokenOf("alice", "User.Read"));

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Unreadable_object_types_show_ids_only()
    {
        var reply = await graph.GetAsync("me/memberOf", graph.TokenOf("dave", "User.Read"));

        var group = Assert.Single(reply.Value);
        Assert.Equal(["@odata.type", "id"], group.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Application_permissions_work_without_a_user_except_me()
    {
        var token = graph.AppTokenWith("User.Read.All", "Application.Read.All");

        var users = await graph.GetAsync("users?$top=1", token);
        var held = await graph.GetAsync($"servicePrincipals/{GraphFixture.AppBPrincipal}/appRoleAssignedTo", token);
        var me = await graph.GetAsync("me", token);

        Assert.Equal((200, 200, 400), (users.Status, held.Status, me.Status));
        Assert.Contains("delegated", me.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_administrators_cannot_revoke_sign_ins()
    {
        var token = graph.TokenOf("carol", "User.RevokeSessions.All");

        var refused = await graph.SendAsync("POST", $"users/{Alice}/revokeSignInSessions", token, body: null);

        Assert.Equal(403, refused.Status);
    }

    private int Written()
    {
        var appB = graph.Host.Service<TenantDirectory>().FindApp(TestTenant.AppB)!.Principal!;
        return graph.Host.Service<ConsentStore>().All().Count + graph.Host.Service<Assignments>().On(appB).Count();
    }

    // Objects that exist and do not belong to the caller.
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
