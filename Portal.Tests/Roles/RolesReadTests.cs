using System.Net;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;

namespace Portal.Tests.Roles;

/// <summary>Administrators read roles, their holders and groups, from the emulator's directory.</summary>
[Collection(RolesTests.Name)]
public sealed class RolesReadTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

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
    public async Task User_without_the_admin_role_is_refused(string method, string path)
    {
        using var response = await product.SendAsync(new HttpMethod(method), path, await product.TokenAsync("alice"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
    }

    [Fact]
    public async Task Roles_list_the_kinds_of_principal_they_allow()
    {
        var roles = await _roles.GetAsync<ApiRoles>(Root);

        Assert.Equal(
            ["Orders.Read", "Orders.Write", "Reports.Read", "Orders.Read.All"], roles.Roles.Select(r => r.Value!));
        Assert.True(roles.Roles[0].Allows(PrincipalKinds.Group));
        Assert.False(roles.Roles[3].Allows(PrincipalKinds.User));
    }

    [Fact]
    public async Task Holders_are_found_by_role_and_by_name()
    {
        var readers = await _roles.GetAsync<RoleHolders>($"{Root}/assignments?role={Read}");
        var order = await _roles.GetAsync<RoleHolders>($"{Root}/assignments?search=Order");
        var quoted = await _roles.GetAsync<RoleHolders>($"{Root}/assignments?search=O'x");

        Assert.Contains(readers.Holders, h => (h.Name, h.Kind) == ("Alice", "User"));
        Assert.All(readers.Holders, h => Assert.Equal(Read, h.RoleId));
        Assert.Equal(("Order readers", "Group"), (Assert.Single(order.Holders).Name, order.Holders[0].Kind));
        Assert.Empty(quoted.Holders);
    }

    [Fact]
    public async Task Direct_members_are_listed_and_nested_groups_counted()
    {
        var members = await _roles.GetAsync<GroupMembers>($"/api/admin/groups/{Readers}/members");

        Assert.Equal(["Dave", "Order trainees"], members.Members.Select(m => m.Name).Order());
        Assert.Equal(1, members.Nested);
    }

    [Theory]
    [InlineData("User", "bo", "Bob")]
    [InlineData("Group", "trainees", "Order trainees")]
    [InlineData("ServicePrincipal", "background", "Background job")]
    public async Task Principals_are_found_by_name(string kind, string search, string name)
    {
        var found = await _roles.GetAsync<Principals>($"/api/admin/principals?kind={kind}&search={search}");

        Assert.Equal(name, Assert.Single(found.Found).Name);
    }

    [Fact]
    public async Task Groups_are_listed_page_by_page()
    {
        var first = await _roles.GetAsync<Principals>("/api/admin/principals?kind=Group&search=interest");
        var second = await _roles.GetAsync<Principals>(
            $"/api/admin/principals?kind=Group&search=interest&next={Uri.EscapeDataString(first.Next!)}");

        Assert.Equal(250, first.Total);
        Assert.NotEmpty(second.Found);
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
    public async Task Invalid_id_or_page_is_refused(string path)
    {
        using var response = await _roles.SendAsync(HttpMethod.Get, path);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }
}
