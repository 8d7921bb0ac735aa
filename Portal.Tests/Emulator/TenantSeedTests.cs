using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator;

public sealed class TenantSeedTests
{
    private static readonly string Seed = Read();

    [Fact]
    public void The_seed_has_the_ids_that_settings_and_documents_name()
    {
        var tenant = TenantSeed.Load();

        Assert.Equal(TestTenant.Id, tenant.Id.ToString());
        Assert.Equal("user_impersonation", Assert.Single(tenant.FindApp(TestTenant.Portal)!.Scopes).Value);
        Assert.Equal(TestTenant.AppB, tenant.FindResource("api://appb")!.ClientId);
        Assert.Equal(["alice", "bob", "carol", "dave", "erin", "frank", "grace"], tenant.Users.Select(u => u.UserName));
    }

    [Fact]
    public void A_count_stands_for_that_many_groups()
    {
        var tenant = TenantSeed.Load();

        var groups = tenant.GroupsOf(tenant.FindUserByPrincipalName("grace@contoso.example")!);

        Assert.Equal(250, groups.Select(g => g.Id).Distinct().Count());
        Assert.Equal(250, groups.Select(g => g.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("\"to\": \"alice\"", "\"to\": \"alicia\"", "$.apps[1].assignments[0].to: \"alicia\"")]
    [InlineData("\"role\": \"Orders.Write\"", "\"role\": \"Orders.Wright\"", "$.apps[1].assignments[2].role: \"Orders.Wright\"")]
    [InlineData("\"erin\" ]", "\"erika\" ]", "$.groups[1].members[0]: \"erika\"")]
    [InlineData("\"resource\": \"AppB\"", "\"resource\": \"AppC\"", "$.policies[0].resource: \"AppC\"")]
    [InlineData("\"count\": 250", "\"count\": 0", "$.groups[2].count")]
    [InlineData("\"userName\": \"bob\"", "\"userName\": \"alice\"", "$.users: \"alice\" is there 2 times")]
    [InlineData("\"a0000000-0000-4000-8000-000000000002\"", "\"no id\"", "$.users[1].id")]
    [InlineData("\"story\"", "\"tale\"", "$.users[0]")]
    public void A_mistake_is_named_with_its_place(string right, string wrong, string place)
    {
        var at = Seed.IndexOf(right, StringComparison.Ordinal);
        var broken = Seed.Remove(at, right.Length).Insert(at, wrong);

        var refusal = Assert.Throws<StartRefusedException>(() => TenantSeed.Parse(broken));

        Assert.Contains(place, refusal.Message, StringComparison.Ordinal);
    }

    private static string Read()
    {
        using var stream = typeof(TenantSeed).Assembly.GetManifestResourceStream("tenant.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
