using System.Net;
using System.Net.Http.Json;
using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using static Portal.Tests.Api.RolesCaller;

namespace Portal.Tests.Api;

/// <summary>Changes of roles that are made, overtaken or refused, in the emulator's directory.</summary>
[Collection(RolesTests.Name)]
public sealed class RolesChangeTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Theory]
    [InlineData("""{"changes":[]}""")]
    [InlineData("""{"changes":[{"action":"drop","principalId":"a0000000-0000-4000-8000-000000000002","roleId":"e0000000-0000-4000-8000-000000000301"}]}""")]
    [InlineData("""{"changes":[{"action":"assign","principalId":"../x","roleId":"e0000000-0000-4000-8000-000000000301"}]}""")]
    [InlineData("""{"changes":[{"action":"assign","principalId":"a0000000-0000-4000-8000-000000000002","roleId":"e0000000-0000-4000-8000-000000000301","actor":"alice"}]}""")]
    public async Task A_set_that_is_none_is_refused(string body)
    {
        using var content = new StringContent(body, mediaType: new("application/json"));

        using var response = await _roles.SendAsync(HttpMethod.Post, $"{Root}/changes", content);

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid), (response.StatusCode, (await ProblemAsync(response)).Code));
    }

    [Fact]
    public async Task Change_is_made_once_told_of_by_the_trail_and_undone()
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Bob, Write);

        var made = await _roles.ChangeOneAsync(planned.Change);
        var again = await _roles.ChangeOneAsync(planned.Change);
        var inverse = Assert.Single((await _roles.PreviewAsync(made.Change.Inverse())).Changes);
        var undone = await _roles.ChangeOneAsync(inverse.Change);

        Assert.Equal(
            [RoleOutcomeStates.Done, RoleOutcomeStates.Overtaken, RoleOutcomeStates.Done], new[] { made, again, undone }.Select(o => o.State));
        var trail = await _roles.GetAsync<AuditPage>("/api/admin/audit");
        Assert.Null(trail.BrokenAt);
        var ofBob = trail.Entries.Where(e => e.Detail.Contains(Bob, StringComparison.Ordinal)).Take(6).ToList();
        Assert.Equal(["done", "intended", "overtaken", "intended", "done", "intended"], ofBob.Select(e => e.Outcome));
        Assert.All(ofBob, e => Assert.Equal("carol@contoso.example", e.ActorName));
        Assert.All(ofBob, e => Assert.NotEmpty(e.TraceId));
    }

    [Fact]
    public async Task What_changed_since_the_dry_run_is_left_alone()
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Erin, Write);
        using var other = _roles.Give(Write, Erin, PrincipalKind.User);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(RoleOutcomeStates.Overtaken, outcome.State);
        Assert.StartsWith("Someone else assigned it", outcome.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, ProblemCodes.DownstreamThrottled)]
    [InlineData(500, ProblemCodes.DownstreamUnavailable)]
    public async Task Directory_that_fails_is_said_and_nothing_is_done(int status, string code)
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Bob, Read);
        var faults = product.Demo.EmulatorApp.Services.GetRequiredService<PendingFaults>();
        faults.Add(new Fault("graph") { Status = status, Times = 10 });
        using var body = JsonContent.Create(new RoleChangeSet([planned.Change]));

        using var response = await _roles.SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        faults.Clear();
        Assert.Equal(code, (await ProblemAsync(response)).Code);
        Assert.DoesNotContain((await _roles.GetAsync<RoleHolders>($"{Root}/assignments?search=Bob")).Holders, h => h.RoleId == Read);
    }
}
