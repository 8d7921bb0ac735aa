using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>Unsupported query options are refused quickly and with a reason, never with a 500.</summary>
[Collection(AppBGroup.Name)]
public sealed class QueryRefusalTests(AppBFixture appB)
{
    [Theory]
    [InlineData("$top=0", "$top")]
    [InlineData("$top=-1", "$top")]
    [InlineData("$top=1000000000", "$top")]
    [InlineData("$top=99999999999999999999", "$top")]
    [InlineData("$top=NaN", "$top")]
    [InlineData("$top=ten", "$top")]
    [InlineData("$top=", "$top")]
    [InlineData("$top=1&$top=2", "$top")]
    [InlineData("$skip=-1", "$skip")]
    [InlineData("$skip=1000000000000", "$skip")]
    [InlineData("$skip=10001", "$skip")]
    [InlineData("$skip=1&$skiptoken=e30", "$skip")]
    [InlineData("$skiptoken=garbage", "$skiptoken")]
    [InlineData("$skiptoken=e30", "$skiptoken")]
    [InlineData("$skiptoken=%7B%7D", "$skiptoken")]
    public async Task WEB_13_Impossible_page_gets_400_with_the_reason_quickly(string query, string named)
    {
        using var warm = await appB.GetAsync("/orders?$top=1");
        var started = Stopwatch.GetTimestamp();
        using var response = await appB.GetAsync($"/orders?{query}");

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await AssertRefusedAsync(response, named);
    }

    [Theory]
    [InlineData("$count=maybe", "$count")]
    [InlineData("$foo=1", "$foo")]
    [InlineData("filter=id eq 1", "filter")]
    [InlineData("$FILTER=id eq 1", "$FILTER")]
    [InlineData("$expand=lines", "$expand")]
    [InlineData("$apply=aggregate(total with sum as t)", "$apply")]
    [InlineData("$orderby=note", "$orderby")]
    [InlineData("$orderby=nothing", "nothing")]
    [InlineData("$orderby=total,id", "$orderby")]
    [InlineData("$orderby=total up", "")]
    [InlineData("$select=secret", "secret")]
    [InlineData("$filter=note eq 'x'", "note")]
    [InlineData("$filter=nothing eq 1", "nothing")]
    [InlineData("$filter=contains(customerName,'x')", "contains")]
    [InlineData("$filter=endswith(customerName,'x')", "endswith")]
    [InlineData("$filter=length(customerName) gt 3", "")]
    [InlineData("$filter=matchesPattern(customerName,'(a%2B)%2B$')", "")]
    [InlineData("$filter=id add 1 eq 2", "")]
    [InlineData("$filter=id eq customerId", "")]
    [InlineData("$filter=id eq 1.5", "id")]
    [InlineData("$filter=id eq 'x'", "")]
    [InlineData("$filter=id eq null", "id")]
    [InlineData("$filter=total eq 1.005", "decimals")]
    [InlineData("$filter=total gt -1e400", "")]
    [InlineData("$filter=total gt NaN", "range")]
    [InlineData("$filter=total gt INF", "range")]
    [InlineData("$filter=total gt 79228162514264337593543950335", "range")]
    [InlineData("$filter=status eq 'new'", "")]
    [InlineData("$filter=status gt 'New'", "")]
    [InlineData("$filter=status in ('New','Lost')", "")]
    [InlineData("$filter=placedOn eq '2025-01-01'", "")]
    [InlineData("$filter=placedOn eq 2025-13-01", "")]
    [InlineData("$filter=placedOn in (2025-01-01T00:00:00Z)", "")]
    [InlineData("$filter=placedOn gt 2025-01-01T00:00:00Z", "")]
    [InlineData("$filter=id eq", "")]
    [InlineData("$filter=(((", "")]
    [InlineData("$filter=id in ()", "")]
    [InlineData("$filter=id", "")]
    [InlineData("$search=NOT desk", "NOT")]
    [InlineData("$search=(", "")]
    [InlineData("$search=---", "words")]
    [InlineData("$search=a b c d e f g h i j k", "words")]
    public async Task Invalid_option_gets_400_with_the_reason(string query, string named)
    {
        using var response = await appB.GetAsync($"/orders?{query}");

        await AssertRefusedAsync(response, named);
    }

    [Fact]
    public async Task WEB_14_Long_and_repetitive_filters_and_sort_orders_are_refused_quickly()
    {
        (string Option, string Value)[] options =
        [
            ("$filter", new string('x', 2_500)),
            ("$filter", string.Join(" or ", Enumerable.Repeat("id eq 1", 200))),
            ("$filter", string.Join(" or ", Enumerable.Repeat("id eq 1", 120))),
            ("$filter", string.Concat(Enumerable.Repeat("not ", 400)) + "id eq 1"),
            ("$filter", new string('(', 900) + "id eq 1" + new string(')', 900)),
            ("$filter", $"id in ({string.Join(',', Enumerable.Range(1, 101))})"),
            ("$orderby", new string('x', 10_000)),
            ("$orderby", string.Join(',', Enumerable.Repeat("total desc", 500))),
        ];

        foreach (var (option, value) in options)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await appB.GetAsync($"/orders?{option}={Uri.EscapeDataString(value)}");

            await AssertRefusedAsync(response, "");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Next_link_of_another_order_is_refused()
    {
        var page = await (await appB.GetAsync("/orders?$orderby=total&$top=1")).Content
            .ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var next = Uri.UnescapeDataString(page.GetProperty("@odata.nextLink").GetString()!);

        using var response = await appB.GetAsync(
            next.Replace("$orderby=total", "$orderby=placedOn", StringComparison.Ordinal));

        await AssertRefusedAsync(response, "$skiptoken");
    }

    [Fact]
    public async Task Unknown_address_and_method_get_problem_details()
    {
        using var unknown = await appB.GetAsync("/nothing", token: null);
        using var noOrder = await appB.GetAsync("/orders/999999999");
        using var noNumber = await appB.GetAsync("/orders/abc");
        using var delete = await appB.SendAsync(HttpMethod.Delete, "/orders", token: null);

        await ProblemAssert.IsProblemAsync(unknown, HttpStatusCode.NotFound, "not_found");
        await ProblemAssert.IsProblemAsync(noOrder, HttpStatusCode.NotFound, "not_found");
        await ProblemAssert.IsProblemAsync(noNumber, HttpStatusCode.NotFound, "not_found");
        await ProblemAssert.IsProblemAsync(delete, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    public async Task Responses_have_the_security_headers()
    {
        foreach (var path in (string[])["/orders", "/nothing", "/openapi/v1.json", "/health/live"])
        {
            using var response = await appB.GetAsync(path);

            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(response.Headers.Contains("Server"));
            Assert.True(response.Headers.CacheControl is { NoStore: true } or { NoCache: true });
        }
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string named)
    {
        var problem = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "query_invalid");
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AppB.Sample", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
