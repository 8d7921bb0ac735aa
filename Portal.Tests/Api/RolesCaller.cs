using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Graph;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>Asks the endpoints about roles as carol; and changes roles behind their back, as somebody else would.</summary>
internal sealed class RolesCaller(ApplicationFixture product)
{
    public const string Root = "/api/admin/roles/AppB";
    public const string Read = "e0000000-0000-4000-8000-000000000301";
    public const string Write = "e0000000-0000-4000-8000-000000000302";
    public const string Bob = "a0000000-0000-4000-8000-000000000002";
    public const string Dave = "a0000000-0000-4000-8000-000000000004";
    public const string Erin = "a0000000-0000-4000-8000-000000000005";
    public const string Readers = "b0000000-0000-4000-8000-000000000001";

    public TenantDirectory Tenant => product.Demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();

    private Assignments Assignments => product.Demo.EmulatorApp.Services.GetRequiredService<Assignments>();

    private Entra.Emulator.Tenant.ServicePrincipal AppB => Tenant.FindApp(TestTenant.AppB)!.Principal!;

    public Task<RolePreview> PreviewAsync(params RoleChange[] changes) => PostAsync<RolePreview>($"{Root}/preview", changes);

    public async Task<PlannedChange> PreviewOneAsync(string action, string principal, string role) =>
        Assert.Single((await PreviewAsync(new RoleChange(action, principal, role))).Changes);

    public Task<RoleOutcomes> ChangeAsync(params RoleChange[] changes) => PostAsync<RoleOutcomes>($"{Root}/changes", changes);

    public async Task<RoleOutcome> ChangeOneAsync(RoleChange change) => Assert.Single((await ChangeAsync(change)).Outcomes);

    public async Task<T> GetAsync<T>(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        Agree();
        return await product.SendAsync(method, path, await product.TokenAsync("carol"), body);
    }

    /// <summary>Consent is another story, which the journeys tell.</summary>
    public void Agree() => product.Demo.EmulatorApp.Services.GetRequiredService<Consents>().Grant(
        Tenant.FindApp(TestTenant.Portal)!,
        user: null,
        Tenant.FindApp("00000003-0000-0000-c000-000000000000")!,
        [.. GraphPurpose.ReadRoles.Permissions, .. GraphPurpose.AssignRoles.Permissions]);

    /// <summary>Somebody else gives the role, until the result is disposed of.</summary>
    public IDisposable Give(string role, string principal, PrincipalKind kind)
    {
        var given = Assignments.Add(AppB, Guid.Parse(role), Guid.Parse(principal), kind)!;
        return new Undo(() => Assignments.Remove(given.Id));
    }

    /// <summary>Somebody else takes the role, until the result is disposed of.</summary>
    public IDisposable Take(string role, string principal)
    {
        var taken = Held(role, principal)!;
        Assignments.Remove(taken.Id);
        return new Undo(() => Assignments.Add(AppB, taken.Role, taken.Principal, taken.Kind));
    }

    public bool Holds(string role, string principal) => Held(role, principal) is not null;

    public static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken))!;

    private Entra.Emulator.Tenant.AppRoleAssignment? Held(string role, string principal) =>
        Assignments.HeldBy(Guid.Parse(principal)).SingleOrDefault(a => a.Role == Guid.Parse(role));

    private async Task<T> PostAsync<T>(string path, RoleChange[] changes)
    {
        using var body = JsonContent.Create(new RoleChangeSet(changes));
        using var response = await SendAsync(HttpMethod.Post, path, body);
        return (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
