using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Tests.Emulator;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;

namespace Portal.Tests.Roles;

/// <summary>
/// Role changes that are applied, refused, or based on an outdated preview, in the emulator's directory.
/// </summary>
[Collection(RolesTests.Name)]
public sealed class RolesChangeTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Theory]
    [InlineData("""{"changes":[]}""")]
    [InlineData("""
        {"changes":[{"action":"drop","principalId":"a0000000-0000-4000-8000-000000000002",
          "roleId":"e0000000-0000-4000-8000-000000000301"}]}
        """)]
    [InlineData("""
        {"changes":[{"action":"assign","principalId":"../x","roleId":"e0000000-0000-4000-8000-000000000301"}]}
        """)]
    [InlineData("""
        {"changes":[{"action":"assign","principalId":"a0000000-0000-4000-8000-000000000002",
          "roleId":"e0000000-0000-4000-8000-000000000301","actor":"alice"}]}
        """)]
    public async Task Invalid_change_set_is_refused(string body)
    {
        using var content = new StringContent(body, mediaType: new("application/json"));

        using var response = await _roles.SendAsync(HttpMethod.Post, $"{Root}/changes", content);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task ADM_09_open_pages_of_the_user_look_again_after_a_change()
    {
        using var restored = _roles.RemoveAfterwards(Write, Bob);
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Bob, Write);
        var notices = product.Demo.PortalApp.Services.GetRequiredService<AccessNotices>();
        var (ofBob, others) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var page = notices.Watch(SessionOf(Bob), () => Task.FromResult(ofBob.TrySetResult()));
        using var other = notices.Watch(SessionOf(Dave), () => Task.FromResult(others.TrySetResult()));

        await _roles.ChangeOneAsync(planned.Change);

        await ofBob.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(others.Task.IsCompleted);

        static ClaimsPrincipal SessionOf(string user) =>
            new(new ClaimsIdentity([new("oid", user), new("tid", TestTenant.Id)]));
    }

    [Fact]
    public async Task Change_is_applied_once_audited_and_undone()
    {
        using var restored = _roles.RemoveAfterwards(Write, Bob);
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Bob, Write);

        var made = await _roles.ChangeOneAsync(planned.Change);
        var again = await _roles.ChangeOneAsync(planned.Change);
        var inverse = Assert.Single((await _roles.PreviewAsync(made.Change.Inverse())).Changes);
        var undone = await _roles.ChangeOneAsync(inverse.Change);

        Assert.Equal(
            [ChangeStates.Done, ChangeStates.ChangedByOthers, ChangeStates.Done],
            new[] { made, again, undone }.Select(o => o.State));
        var log = await _roles.GetAsync<AuditPage>("/api/admin/audit");
        Assert.Null(log.BrokenAt);
        var ofBob = log.Entries.Where(e => e.Detail.Contains(Bob, StringComparison.Ordinal)).Take(6).ToList();
        Assert.Equal(
            [
                ChangeStates.Done, AuditOutcomes.Intended,
                ChangeStates.ChangedByOthers, AuditOutcomes.Intended,
                ChangeStates.Done, AuditOutcomes.Intended,
            ],
            ofBob.Select(e => e.Outcome));
        Assert.All(ofBob, e => Assert.Equal("carol@contoso.example", e.ActorName));
        Assert.All(ofBob, e => Assert.NotEmpty(e.TraceId));
    }

    [Fact]
    public async Task Change_made_since_the_preview_is_kept()
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Erin, Write);
        using var other = _roles.Assign(Write, Erin, PrincipalKind.User);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(ChangeStates.ChangedByOthers, outcome.State);
        Assert.StartsWith("It was assigned after the preview", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, HttpStatusCode.ServiceUnavailable, ProblemCodes.DownstreamThrottled)]
    [InlineData(403, HttpStatusCode.Forbidden, ProblemCodes.DirectoryRoleMissing)]
    [InlineData(500, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable)]
    [InlineData(503, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable)]
    public async Task ADM_11_Failing_directory_is_reported_and_nothing_is_changed(
        int status, HttpStatusCode reported, string code)
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Bob, Read);
        using var body = JsonContent.Create(new RoleChangeSet([planned.Change]));
        using var fault = product.Fail(FaultEndpointNames.Graph, status);

        using var response = await _roles.SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        await ProblemAssert.IsAsync(response, reported, code);
        Assert.False(_roles.Holds(Read, Bob));
    }
}
