using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Graph;
using Portal.Tests.Emulator;
using static Portal.Tests.Api.RolesCaller;

namespace Portal.Tests.Api;

/// <summary>Administrators of the portal whom the directory lets do less: it decides, and what it wants is said.</summary>
public sealed class DirectoryRoleTests : IClassFixture<DirectoryReaderFixture>
{
    private const string Reader = DirectoryReaderFixture.Reader;
    private const string ConsentChanges = "/api/admin/consents/changes";

    private static readonly RoleChange Change = new(RoleActions.Assign, Bob, Write, Seen: "");

    private readonly DirectoryReaderFixture _product;
    private readonly TenantDirectory _tenant;

    public DirectoryRoleTests(DirectoryReaderFixture product)
    {
        var services = product.Demo.EmulatorApp.Services;
        (_product, _tenant) = (product, services.GetRequiredService<TenantDirectory>());
        services.GetRequiredService<Consents>().Grant(
            _tenant.FindApp(TestTenant.Portal)!,
            user: null,
            _tenant.FindAppByName("Microsoft Graph")!,
            GraphPurpose.All.SelectMany(p => p.Permissions));
    }

    public static TheoryData<string> Reads =>
    [
        $"{Root}/assignments",
        "/api/admin/consents",
        $"/api/admin/people/{Erin}/access",
    ];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Without_a_directory_role_nothing_of_other_people_is_read(string path)
    {
        using var response = await SendAsync("bob", HttpMethod.Get, path);

        var problem = await AssertRefusedAsync(response);
        Assert.Contains("such as Directory Readers", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_directory_role_nothing_is_foreseen_or_made()
    {
        using var preview = await SendAsync("bob", HttpMethod.Post, $"{Root}/preview", new RoleChangeSet([Change]));
        using var change = await SendAsync("bob", HttpMethod.Post, $"{Root}/changes", new RoleChangeSet([Change]));
        using var consent = await SendAsync("bob", HttpMethod.Post, ConsentChanges, new GrantSteps([Grant()]));

        await AssertRefusedAsync(preview);
        await AssertRefusedAsync(change);
        await AssertRefusedAsync(consent);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Directory_reader_reads(string path)
    {
        using var response = await SendAsync(Reader, HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Directory_reader_foresees_a_change_of_roles_and_is_refused_it_in_words()
    {
        using var preview = await SendAsync(Reader, HttpMethod.Post, $"{Root}/preview", new RoleChangeSet([Change]));
        var planned = Assert.Single((await ReadAsync<RolePreview>(preview)).Changes);
        var other = planned.Change with { PrincipalId = Erin };

        using var change = await SendAsync(
            Reader, HttpMethod.Post, $"{Root}/changes", new RoleChangeSet([planned.Change, other]));

        Assert.Equal("Bob gains Orders.Write.", planned.Sentence);
        var outcomes = (await ReadAsync<RoleOutcomes>(change)).Outcomes;
        Assert.Equal([RoleOutcomeStates.Refused, RoleOutcomeStates.NotTried], outcomes.Select(o => o.State));
        Assert.Equal(ProblemCodes.DirectoryRoleMissing, outcomes[0].Problem!.Code);
        Assert.Contains("such as Cloud Application Administrator", outcomes[0].Problem!.Detail, StringComparison.Ordinal);
        Assert.False(new RolesCaller(_product).Holds(Write, Bob));
    }

    [Fact]
    public async Task Directory_reader_foresees_a_change_of_consents_and_is_refused_it_in_words()
    {
        using var preview = await SendAsync(Reader, HttpMethod.Post, "/api/admin/consents/preview", new GrantSteps([Grant()]));
        Assert.Equal(GrantStates.Ready, Assert.Single((await ReadAsync<GrantReport>(preview)).Steps).State);

        using var change = await SendAsync(Reader, HttpMethod.Post, ConsentChanges, new GrantSteps([Grant()]));

        var problem = await AssertRefusedAsync(change);
        Assert.Contains("such as Cloud Application Administrator", problem.Detail, StringComparison.Ordinal);
    }

    private static async Task<ApiProblem> AssertRefusedAsync(HttpResponseMessage response)
    {
        var problem = await ProblemAsync(response);
        Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.DirectoryRoleMissing), (response.StatusCode, problem.Code));
        return problem;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;

    // For Erin alone, who has allowed nothing yet.
    private GrantStep Grant() => new(
        $"{_tenant.FindApp(TestTenant.Portal)!.Principal!.Id}",
        $"{_tenant.FindApp(TestTenant.AppB)!.Principal!.Id}",
        Erin,
        ["access_as_user"],
        []);

    private async Task<HttpResponseMessage> SendAsync(string user, HttpMethod method, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body, body.GetType());
        var token = await _product.TokenAsync(user, set: new { roles = (string[])["Portal.Admin"] });
        return await _product.SendAsync(method, path, token, content);
    }
}
