using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Graph;

/// <summary>A small and a large tenant, shared by the tests of a class.</summary>
public sealed class LargeTenants : IAsyncLifetime
{
    internal LargeTenant Small { get; private set; } = null!;

    internal LargeTenant Large { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Small = await LargeTenant.StartAsync(users: 10);
        Large = await LargeTenant.StartAsync(users: 10_000);
    }

    public async ValueTask DisposeAsync()
    {
        await Small.DisposeAsync();
        await Large.DisposeAsync();
    }
}

/// <summary>An emulator with many more users, each with five roles, a group and a consent.</summary>
internal sealed class LargeTenant(
    TemporaryFolder data, EmulatorHost host, TimeSpan start, double megabytes) : IAsyncDisposable
{
    private static readonly (string, string) Eventual = ("ConsistencyLevel", "eventual");

    private readonly string _token = GraphFixture.TokenOf(host, "carol", "Directory.Read.All", "Application.Read.All");

    public TimeSpan Start => start;

    public double Megabytes => megabytes;

    public static async Task<LargeTenant> StartAsync(int users)
    {
        var data = new TemporaryFolder();
        var file = TenantFile.Write(data.Path, tenant => Fill(tenant, users));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.GetTimestamp();
        var host = await EmulatorHost.StartAsync(data.Path, arguments: file);
        var started = Stopwatch.GetElapsedTime(clock);
        return new LargeTenant(data, host, started, (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6);
    }

    public Task<GraphReply> GetAsync(string address) =>
        GraphFixture.SendAsync(host, "GET", address, _token, body: null, Eventual);

    public async Task<TimeSpan> TimeAsync(string address)
    {
        var clock = Stopwatch.GetTimestamp();
        var reply = await GetAsync(address);
        var elapsed = Stopwatch.GetElapsedTime(clock);
        Assert.Equal(200, reply.Status);
        return elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        data.Dispose();
    }

    // Each user has five roles on AppB, is in the group of readers and has consented to the portal.
    private static void Fill(JsonObject tenant, int count)
    {
        var names = Enumerable.Range(1, count)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"person{n:00000}"))
            .ToArray();
        var appB = tenant.App("AppB");
        var roles = appB["roles"]!.AsArray();
        for (var n = roles.Count; n < 6; n++)
        {
            var role = roles[0]!.DeepClone();
            role["id"] = $"e0000000-0000-4000-8000-0000000003f{n}";
            role["value"] = $"Extra.{n}";
            roles.Add(role);
        }

        var values = roles.Where(r => r!["for"]![0]!.GetValue<string>() == "User")
            .Select(r => r!["value"]!.GetValue<string>())
            .ToArray();
        var members = tenant["groups"]!.AsArray()[0]!["members"]!.AsArray();
        var grants = new JsonArray();
        tenant["grants"] = grants;
        for (var n = 0; n < names.Length; n++)
        {
            tenant["users"]!.AsArray().Add(new JsonObject
            {
                ["id"] = new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString(),
                ["userName"] = names[n],
                ["name"] = names[n].Replace("person", "Person ", StringComparison.Ordinal),
                ["story"] = "",
            });
            grants.Add(new JsonObject
            {
                ["client"] = "Portal",
                ["resource"] = "AppB",
                ["scopes"] = new JsonArray("access_as_user"),
                ["user"] = names[n],
            });
            members.Add(names[n]);
            foreach (var role in values)
                appB["principal"]!["assignments"]!.AsArray().Add(new JsonObject { ["to"] = names[n], ["role"] = role });
        }
    }
}
