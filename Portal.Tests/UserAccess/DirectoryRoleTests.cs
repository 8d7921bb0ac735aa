using System.Net;
using System.Net.Http.Json;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Roles;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;
using static Portal.Tests.Support.ApplicationFixture;

namespace Portal.Tests.UserAccess;

/// <summary>
/// Administrators of the portal who lack the directory role for a task: Graph refuses, and the role is named.
/// </summary>
public sealed class DirectoryRoleTests : IClassFixture<DirectoryReaderFixture>
{
    private const string Reader = DirectoryReaderFixture.Reader;
    private const string ConsentChanges = "/api/admin/consents/changes";

    private static readonly RoleChange Change = new(RoleActions.Assign, Bob, Write, PreviewedAssignment: "");

    private readonly DirectoryReaderFixture _product;

    public DirectoryRoleTests(DirectoryReaderFixture product)
    {
        _product = product;
        product.ConsentToGraph(GraphPurpose.All);
    }

    public static TheoryData<string> Reads =>
    [
        $"{Root}/assignments",
        "/api/admin/consents",
        $"/api/admin/people/{Erin}/access",
    ];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Without_a_directory_role_reading_the_directory_is_refused(string path)
    {
        using var response = await SendAsync("bob", HttpMethod.Get, path);

        await AssertRefusedAsync(response, GraphPurpose.ReadDirectory);
    }

    [Fact]
    public async Task Without_a_directory_role_previews_and_changes_are_refused()
    {
        using var preview = await SendAsync("bob", HttpMethod.Post, $"{Root}/preview", new RoleChangeSet([Change]));
        using var change = await SendAsync("bob", HttpMethod.Post, $"{Root}/changes", new RoleChangeSet([Change]));
        using var consent = await SendAsync("bob", HttpMethod.Post, ConsentChanges, new ConsentChangeSet([Grant()]));

        await AssertRefusedAsync(preview, GraphPurpose.ReadRoles);
        await AssertRefusedAsync(change, GraphPurpose.ReadRoles);
        await AssertRefusedAsync(consent, GraphPurpose.ReadConsents);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Directory_reader_can_read(string path)
    {
        using var response = await SendAsync(Reader, HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Directory_reader_can_preview_a_role_change_but_not_apply_it()
    {
        using var preview = await SendAsync(Reader, HttpMethod.Post, $"{Root}/preview", new RoleChangeSet([Change]));
        var planned = Assert.Single((await ReadAsync<RolePreview>(preview)).Changes);
        var other = planned.Change with { PrincipalId = Erin };

        using var change = await SendAsync(
            Reader, HttpMethod.Post, $"{Root}/changes", new RoleChangeSet([planned.Change, other]));

        Assert.Equal(
            ("Bob", "Orders.Write", RoleEffects.Gains), (planned.Principal.Name, planned.Role, planned.Effect));
        await AssertRefusedAsync(change, GraphPurpose.AssignRoles);
        Assert.False(new RolesCaller(_product).Holds(Write, Bob));
    }

    [Fact]
    public async Task Directory_reader_can_preview_a_consent_change_but_not_apply_it()
    {
        using var preview = await SendAsync(
            Reader, HttpMethod.Post, "/api/admin/consents/preview", new ConsentChangeSet([Grant()]));
        Assert.Equal(
            ChangeStates.Ready, Assert.Single((await ReadAsync<ConsentPreview>(preview)).Changes).State);

        using var change = await SendAsync(Reader, HttpMethod.Post, ConsentChanges, new ConsentChangeSet([Grant()]));

        await AssertRefusedAsync(change, GraphPurpose.ChangeConsents);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, GraphPurpose purpose)
    {
        var problem = await ProblemAsync(response);
        Assert.Equal(
            (HttpStatusCode.Forbidden, ProblemCodes.DirectoryRoleMissing), (response.StatusCode, problem.Code));
        Assert.Contains(purpose.DirectoryRole, problem.Detail, StringComparison.Ordinal);
    }

    // For Erin alone, who has consented to nothing yet.
    private ConsentChange Grant() => new(
        _product.PrincipalId(TestTenant.Portal),
        _product.PrincipalId(TestTenant.AppB),
        Erin,
        ["access_as_user"],
        []);

    private async Task<HttpResponseMessage> SendAsync(string user, HttpMethod method, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body, body.GetType());
        var token = await _product.TokenAsync(user);
        return await _product.SendAsync(method, path, token, content);
    }
}
