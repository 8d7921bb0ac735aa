using System.Globalization;

namespace Portal.Tests.Emulator.Graph;

/// <summary>The same requests to a large and a small tenant.</summary>
public sealed class GraphAtScaleTests(LargeTenants tenants, ITestOutputHelper output) : IClassFixture<LargeTenants>
{
    private const int Rounds = 25;

    private static readonly string[] Queries =
    [
        "users?$top=50",
        "users?$top=50&$filter=startswith(displayName,'Person 0000')",
        "users?$top=50&$count=true&$search=\"displayName:person\"",
        "users?$top=50&$count=true&$orderby=userPrincipalName desc&$filter=not startswith(displayName,'Alice')",
        "users/person00003@contoso.example/appRoleAssignments",
        "users/person00003@contoso.example/transitiveMemberOf",
        $"servicePrincipals/{GraphFixture.AppBPrincipal}/appRoleAssignedTo?$top=50",
        $"servicePrincipals/{GraphFixture.AppBPrincipal}/appRoleAssignedTo?$top=50&$count=true",
        "groups/b0000000-0000-4000-8000-000000000001/members?$top=50",
        "oauth2PermissionGrants?$top=50",
    ];

    [Fact]
    public async Task Large_tenant_responds_as_fast_as_a_small_one()
    {
        var (small, large) = (tenants.Small, tenants.Large);
        output.WriteLine($"start: {small.Start.TotalMilliseconds:0} ms and {large.Start.TotalMilliseconds:0} ms; "
            + $"memory kept: {small.Megabytes:0} MB and {large.Megabytes:0} MB");

        foreach (var query in Queries)
        {
            var (few, many) = await MeasureAsync(small, large, query);

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{few.TotalMilliseconds,6:0.00} ms {many.TotalMilliseconds,6:0.00} ms  {query}"));

            // Both return one page. The tolerance covers the different page sizes (ten and fifty rows) and a busy
            // machine.
            Assert.True(many < few * 4 + TimeSpan.FromMilliseconds(10), $"{query}: {few} and {many}");
        }
    }

    [Fact]
    public async Task Paging_returns_each_object_once()
    {
        var users = await ReadToEndAsync(tenants.Large, "users?$top=999&$select=id");
        var assigned = await ReadToEndAsync(
            tenants.Large, $"servicePrincipals/{GraphFixture.AppBPrincipal}/appRoleAssignedTo?$top=999&$select=id");

        // Including those of the built-in tenant.
        Assert.Equal(10_007, users);
        Assert.Equal(50_008, assigned);
    }

    private static async Task<(TimeSpan Few, TimeSpan Many)> MeasureAsync(
        LargeTenant small, LargeTenant large, string query)
    {
        var few = new List<TimeSpan>();
        var many = new List<TimeSpan>();
        for (var i = 0; i < Rounds; i++)
        {
            few.Add(await small.TimeAsync(query));
            many.Add(await large.TimeAsync(query));
        }

        return (Median(few), Median(many));
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<int> ReadToEndAsync(LargeTenant tenant, string address)
    {
        var ids = new HashSet<string?>(StringComparer.Ordinal);
        for (var next = address; next is not null;)
        {
            var page = await tenant.GetAsync(next);
            foreach (var item in page.Value)
                Assert.True(ids.Add(item.GetProperty("id").GetString()));

            next = page.NextLink;
        }

        return ids.Count;
    }
}
