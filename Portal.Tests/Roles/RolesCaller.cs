using System.Net.Http.Json;
using Entra.Emulator.Tenant;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Roles;

/// <summary>Calls the role endpoints as Carol, and changes roles in the directory as someone else.</summary>
internal sealed class RolesCaller(ApplicationFixture product)
{
    public const string Root = "/api/admin/roles/AppB";
    public const string Read = "e0000000-0000-4000-8000-000000000301";
    public const string Write = "e0000000-0000-4000-8000-000000000302";
    public const string Bob = "a0000000-0000-4000-8000-000000000002";
    public const string Dave = "a0000000-0000-4000-8000-000000000004";
    public const string Erin = "a0000000-0000-4000-8000-000000000005";
    public const string Readers = "b0000000-0000-4000-8000-000000000001";

    private Entra.Emulator.Tenant.ServicePrincipal AppB => product.App(TestTenant.AppB).Principal!;

    public Task<RolePreview> PreviewAsync(params RoleChange[] changes) =>
        PostAsync<RolePreview>($"{Root}/preview", changes);

    public async Task<PlannedRoleChange> PreviewOneAsync(string action, string principal, string role) =>
        Assert.Single((await PreviewAsync(new RoleChange(action, principal, role))).Changes);

    public Task<RoleOutcomes> ChangeAsync(params RoleChange[] changes) =>
        PostAsync<RoleOutcomes>($"{Root}/changes", changes);

    public async Task<RoleOutcome> ChangeOneAsync(RoleChange change) =>
        Assert.Single((await ChangeAsync(change)).Outcomes);

    public async Task<T> GetAsync<T>(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return await ApplicationFixture.ReadAsync<T>(response);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        product.ConsentToGraph(GraphPurpose.ReadRoles, GraphPurpose.AssignRoles);
        return await product.SendAsync(method, path, await product.TokenAsync("carol"), body);
    }

    /// <summary>Someone else assigns the role, until the result is disposed.</summary>
    public IDisposable Assign(string role, string principal, PrincipalKind kind)
    {
        var assigned = product.Assignments.Add(AppB, Guid.Parse(role), Guid.Parse(principal), kind)!;
        return new Restore(() => product.Assignments.Remove(assigned.Id));
    }

    /// <summary>Someone else removes the role, until the result is disposed.</summary>
    public IDisposable Remove(string role, string principal)
    {
        var removed = Held(role, principal)!;
        product.Assignments.Remove(removed.Id);
        return new Restore(() => product.Assignments.Add(AppB, removed.Role, removed.Principal, removed.Kind));
    }

    /// <summary>Removes the role, if a test assigned it, when the result is disposed.</summary>
    public IDisposable RemoveAfterwards(string role, string principal) => new Restore(() =>
    {
        if (Held(role, principal) is { } assigned)
            product.Assignments.Remove(assigned.Id);
    });

    public bool Holds(string role, string principal) => Held(role, principal) is not null;

    private Entra.Emulator.Tenant.AppRoleAssignment? Held(string role, string principal) =>
        product.Assignments.HeldBy(Guid.Parse(principal)).SingleOrDefault(a => a.Role == Guid.Parse(role));

    private async Task<T> PostAsync<T>(string path, RoleChange[] changes)
    {
        using var body = JsonContent.Create(new RoleChangeSet(changes));
        using var response = await SendAsync(HttpMethod.Post, path, body);
        return await ApplicationFixture.ReadAsync<T>(response);
    }
}
