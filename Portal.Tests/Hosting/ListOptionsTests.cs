using System.Diagnostics;
using System.Net;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Impossible pages, filters and sort orders at the portal's lists.</summary>
[Collection(RolesTests.Name)]
public sealed class ListOptionsTests(ApplicationFixture product)
{
    private static readonly string Long = new('x', 6_000);

    public static TheoryData<string> Lists =>
        ["/api/admin/people", "/api/admin/principals?kind=User", "/api/admin/audit", $"{RolesCaller.Root}/assignments"];

    [Theory]
    [InlineData("$top=0")]
    [InlineData("$top=-1")]
    [InlineData("$top=1000000000")]
    [InlineData("$top=NaN")]
    [InlineData("$skip=1000000000000")]
    public async Task WEB_13_impossible_page_of_data_is_refused(string query) =>
        await AssertRefusedAsync($"/api/data/AppB/orders?{query}", ProblemCodes.QueryInvalid);

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task WEB_13_impossible_page_of_an_administrators_list_is_refused(string path)
    {
        foreach (var next in (string[])["-1", "0x1", "1e9", "NaN", "1000000000000000000000"])
        {
            await AssertRefusedAsync(
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}next={next}",
                ProblemCodes.RequestInvalid);
        }
    }

    [Theory]
    [InlineData("size=0")]
    [InlineData("size=2501")]
    [InlineData("days=3")]
    public async Task WEB_13_impossible_page_of_the_audit_log_is_refused(string query) =>
        await AssertRefusedAsync($"/api/admin/audit?{query}", ProblemCodes.RequestInvalid);

    [Theory]
    [InlineData("$filter")]
    [InlineData("$orderby")]
    [InlineData("$search")]
    public async Task WEB_14_very_long_option_is_refused(string option) =>
        await AssertRefusedAsync($"/api/data/AppB/orders?{option}={Long}", ProblemCodes.QueryInvalid);

    private async Task AssertRefusedAsync(string path, string code)
    {
        product.ConsentToGraph(GraphPurpose.All);
        var token = await product.TokenAsync("carol");
        var started = Stopwatch.GetTimestamp();
        using var response = await product.SendAsync(HttpMethod.Get, path, token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
