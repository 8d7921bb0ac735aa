using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Tenant;

public sealed class TenantSeedTests
{
    private static readonly string Seed = Read();

    [Fact]
    public void Built_in_tenant_has_the_documented_ids()
    {
        var tenant = TenantSeed.Load();

        Assert.Equal(TestTenant.Id, tenant.Id.ToString());
        Assert.Equal("user_impersonation", Assert.Single(tenant.FindApp(TestTenant.Portal)!.Scopes).Value);
        Assert.Equal(TestTenant.AppB, tenant.FindResource("api://appb")!.ClientId);
        Assert.Equal(["alice", "bob", "carol", "dave", "erin", "frank", "grace"], tenant.Users.Select(u => u.UserName));
    }

    [Fact]
    public void Group_count_creates_that_many_groups()
    {
        var tenant = TenantSeed.Load();

        var groups = tenant.Groups.Where(g => g.Members.Contains("grace")).ToArray();

        Assert.Equal(250, groups.Select(g => g.Id).Distinct().Count());
        Assert.Equal(250, groups.Select(g => g.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("\"to\": \"alice\"", "\"to\": \"alicia\"", "$.apps[1].principal.assignments[0].to: \"alicia\"")]
    [InlineData(
        "\"role\": \"Orders.Write\"",
        "\"role\": \"Orders.Wright\"",
        "$.apps[1].principal.assignments[2].role: \"Orders.Wright\"")]
    [InlineData("\"erin\" ]", "\"erika\" ]", "$.groups[1].members[0]: \"erika\"")]
    [InlineData("\"resource\": \"AppB\"", "\"resource\": \"AppC\"", "$.policies[0].resource: \"AppC\"")]
    [InlineData("\"count\": 250", "\"count\": 0", "$.groups[2].count")]
    [InlineData("\"userName\": \"bob\"", "\"userName\": \"alice\"", "$.users[1].userName: \"alice\"")]
    [InlineData("\"a0000000-0000-4000-8000-000000000002\"", "\"no id\"", "$.users[1].id")]
    [InlineData("\"story\"", "\"tale\"", "$.users[0]")]
    [InlineData("\"requires\": \"c1\"", "\"requires\": \"\"", "$.policies[0].requires")]
    [InlineData("[ \"Command line\" ]", "[ \"Command lime\" ]", "$.apps[0].knownClients[0]: \"Command lime\"")]
    [InlineData("[ \"Orders.Read.All\" ]", "[ \"Orders.Reed\" ]", "$.apps[2].roleRequests.AppB: \"Orders.Reed\"")]
    [InlineData("\"publicClient\": true", "\"accessTokenVersion\": 3", "$.apps[3].accessTokenVersion")]
    [InlineData("\"publicClient\": true", "\"certificates\": [ \"x\" ]", "$.apps[3].certificates[0]")]
    public void Mistake_is_reported_with_its_location(string right, string wrong, string place)
    {
        var at = Seed.IndexOf(right, StringComparison.Ordinal);
        var broken = Seed.Remove(at, right.Length).Insert(at, wrong);

        var refusal = Assert.Throws<StartRefusedException>(() => TenantSeed.Parse(broken));

        var line = Seed[..at].Count(c => c == '\n') + 1;
        Assert.Contains(place, refusal.Message, StringComparison.Ordinal);
        Assert.Matches(
            $"line ({line - 4}|{line - 3}|{line - 2}|{line - 1}|{line}|{line + 1}|{line + 2}|{line + 3}): ",
            refusal.Message);
    }

    [Fact]
    public void Json_lines_finds_the_line_of_a_value()
    {
        var lines = JsonLines.Read("{\n  \"a\": [\n    1,\n    { \"b\": 2 }\n  ]\n}"u8);

        Assert.Equal((1, 2, 4, 4), (lines.Of("$"), lines.Of("$.a"), lines.Of("$.a[1].b"), lines.Of("$.a[1].missing")));
    }

    [Fact]
    public void Custom_tenant_file_is_read_and_a_missing_one_is_reported()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, Seed.Replace("Contoso", "Fabrikam", StringComparison.Ordinal));

        var tenant = TenantSeed.Load(path);
        var refusal = Assert.Throws<StartRefusedException>(() => TenantSeed.Load(path + "x"));

        Assert.Equal("Fabrikam", tenant.Name);
        Assert.Contains("Emulator:TenantFile", refusal.Message, StringComparison.Ordinal);
    }

    private static string Read()
    {
        using var stream = typeof(TenantSeed).Assembly.GetManifestResourceStream("tenant.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
