using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Demo;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Browser;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What the portal and AppB log at Information and above while users and administrators work.</summary>
public sealed partial class UserNamesInLogTests(LoggedFixture product) : IClassFixture<LoggedFixture>
{
    [Fact]
    public async Task LEK_13_names_and_ids_of_users_are_not_logged()
    {
        product.ConsentToGraph(GraphPurpose.All);
        var alice = await product.TokenAsync("alice");
        var carol = await product.TokenAsync("carol");
        using var afterwards = new RolesCaller(product).RemoveAfterwards(RolesCaller.Write, RolesCaller.Erin);
        using var change = JsonContent.Create(
            new RoleChangeSet([new RoleChange(RoleActions.Assign, RolesCaller.Erin, RolesCaller.Write, "")]));

        await GetAsync("/api/data/AppB/orders", alice, HttpStatusCode.OK);
        await GetAsync("/api/tokens", alice, HttpStatusCode.OK);
        await GetAsync($"/api/admin/people/{RolesCaller.Erin}/access", alice, HttpStatusCode.Forbidden);
        await GetAsync("/api/admin/people?search=ali", carol, HttpStatusCode.OK);
        await GetAsync($"/api/admin/people/{RolesCaller.Erin}/access", carol, HttpStatusCode.OK);
        await GetAsync($"{RolesCaller.Root}/assignments?search=alice", carol, HttpStatusCode.OK);
        using (var changed = await product.SendAsync(HttpMethod.Post, $"{RolesCaller.Root}/changes", carol, change))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using (product.Fail("graph", 500))
            await GetAsync($"{RolesCaller.Root}/assignments?search=alice", carol, HttpStatusCode.BadGateway);

        await GetAsync("/api/admin/audit", carol, HttpStatusCode.OK);

        Assert.Contains(product.Log.Lines, line => line.Contains("Audit row", StringComparison.Ordinal));
        Assert.Contains(product.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.All(product.Log.Lines, line => Assert.DoesNotMatch(UserNames(), line));
    }

    // The object ids of all users in the emulator's tenant begin alike.
    [GeneratedRegex(
        @"\b(alice|carol|erin)\b|contoso\.example|a0000000-0000-4000-8000-",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    internal static partial Regex UserNames();

    private async Task GetAsync(string path, string token, HttpStatusCode status)
    {
        using var response = await product.SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(status, response.StatusCode);
    }
}

/// <summary>All apps, with the log of the portal and of AppB at the levels of <c>appsettings.json</c>.</summary>
public sealed class LoggedFixture : ApplicationFixture
{
    public LogWatch Log { get; } = new();

    protected override string[] Arguments() => ["--Logging:LogLevel:Default=Information"];

    protected override DemoOptions Configure(DemoOptions options) =>
        options with { ConfigurePortal = Log.Attach, ConfigureAppB = Log.Attach };
}
