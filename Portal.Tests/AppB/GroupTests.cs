using System.Globalization;
using System.Net;
using System.Text.Json;
using AppB.Sample.Query;

namespace Portal.Tests.AppB;

/// <summary>The values of groups that $apply returns, compared with those of all rows.</summary>
[Collection(AppBGroup.Name)]
public sealed class GroupTests(AppBFixture appB)
{
    private const string ByYearAndMonth = "compute(year(placedOn) as y,month(placedOn) as m)/groupby((y,m),";

    [Theory]
    [InlineData("groupby((status),aggregate($count as n))", "status", "", "count")]
    [InlineData("groupby((status),aggregate(total with sum as n))", "status", "", "sum")]
    [InlineData("groupby((customerName),aggregate(total with max as n))", "customerName", "", "max")]
    [InlineData("filter(total ge 500 and status ne 'Cancelled')/groupby((status),aggregate(total with min as n))", "status", "large", "min")]
    [InlineData(ByYearAndMonth + "aggregate(total with average as n))", "month", "", "average")]
    [InlineData(ByYearAndMonth + "aggregate($count as n))", "month", "", "count")]
    [InlineData("filter(total ge 500 and status ne 'Cancelled')/" + ByYearAndMonth + "aggregate(total with sum as n))", "month", "large", "sum")]
    public async Task Values_are_those_of_all_rows(string apply, string by, string filter, string method)
    {
        var rows = await OrdersAsync();
        var expected = rows
            .Where(row => filter == "" || (Total(row) >= 500 && row.GetProperty("status").GetString() != "Cancelled"))
            .GroupBy(row => by == "month" ? row.GetProperty("placedOn").GetString()![..7] : row.GetProperty(by).GetString()!)
            .ToDictionary(g => g.Key, g => Value(method, [.. g.Select(Total)]), StringComparer.Ordinal);

        var groups = await GroupsAsync(apply);

        Assert.Equal(expected.Count, groups.Count);
        foreach (var group in groups)
        {
            var key = by == "month"
                ? string.Create(CultureInfo.InvariantCulture, $"{group.GetProperty("y").GetInt32()}-{group.GetProperty("m").GetInt32():00}")
                : group.GetProperty(by).GetString()!;
            Assert.Equal(expected[key], group.GetProperty("n").GetDecimal());
        }
    }

    [Fact]
    public async Task Currency_of_all_orders_is_the_one_in_the_document()
    {
        var rows = await OrdersAsync();
        using var document = JsonDocument.Parse(await (await appB.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var published = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("OrderRow")
            .GetProperty("properties").GetProperty("currency").GetProperty("enum").EnumerateArray().Select(value => value.GetString());
        Assert.Equal(rows.Select(row => row.GetProperty("currency").GetString()).Distinct(), published);
    }

    [Theory]
    [InlineData("")]
    [InlineData("groupby((status))")]
    [InlineData("groupby((id),aggregate($count as n))")]
    [InlineData("groupby((note),aggregate($count as n))")]
    [InlineData("groupby((status,placedOn),aggregate($count as n))")]
    [InlineData("groupby((status),aggregate(customerName with max as n))")]
    [InlineData("groupby((status),aggregate(total with countdistinct as n))")]
    [InlineData("groupby((status),aggregate($count as n,total with sum as s))")]
    [InlineData("aggregate($count as n)")]
    [InlineData("filter(note eq 'x')/groupby((status),aggregate($count as n))")]
    [InlineData("filter(contains(customerName,'x'))/groupby((status),aggregate($count as n))")]
    [InlineData("compute(year(status) as y)/groupby((y),aggregate($count as n))")]
    [InlineData("compute(total mul 2 as y)/groupby((y),aggregate($count as n))")]
    [InlineData("groupby((status),aggregate($count as n))/groupby((status),aggregate($count as n))")]
    [InlineData("groupby((status),aggregate($count as n)")]
    [InlineData("expand(lines)")]
    [InlineData("groupby((status,status),aggregate($count as n))")]
    [InlineData("groupby((status),aggregate($count as status))")]
    [InlineData("compute(year(placedOn) as y,month(placedOn) as y)/groupby((y),aggregate($count as n))")]
    public async Task Anything_else_is_refused(string apply)
    {
        using var response = await appB.GetAsync($"/orders?$apply={Uri.EscapeDataString(apply)}");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "query_invalid");
    }

    [Theory]
    [InlineData("$filter=status eq 'New'")]
    [InlineData("$top=5")]
    public async Task Other_options_are_refused_next_to_it(string option)
    {
        using var response = await appB.GetAsync($"/orders?$apply=groupby((status),aggregate($count as n))&{option}");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "query_invalid");
    }

    [Fact]
    public async Task More_groups_than_the_limit_are_refused()
    {
        using var response = await appB.GetAsync("/orders?$apply=groupby((number),aggregate($count as n))");

        Assert.True(AppBFixture.Orders > QueryLimits.MaxGroups);
        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "query_invalid");
    }

    [Fact]
    public async Task Groups_require_the_same_role_as_the_rows()
    {
        using var response = await appB.GetAsync(
            "/orders?$apply=groupby((status),aggregate($count as n))", appB.User("Orders.Write").Sign());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static decimal Value(string method, IReadOnlyList<decimal> totals) => method switch
    {
        "sum" => totals.Sum(),
        "min" => totals.Min(),
        "max" => totals.Max(),
        "average" => Math.Round(totals.Average(), 2),
        _ => totals.Count,
    };

    private static decimal Total(JsonElement row) => row.GetProperty("total").GetDecimal();

    private Task<IReadOnlyList<JsonElement>> GroupsAsync(string apply) => ReadAsync($"/orders?$apply={Uri.EscapeDataString(apply)}");

    private async Task<List<JsonElement>> OrdersAsync() =>
        [.. await ReadAsync("/orders?$top=1000"), .. await ReadAsync("/orders?$top=1000&$skip=1000")];

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(string path)
    {
        using var response = await appB.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        using var body = JsonDocument.Parse(text);
        return [.. body.RootElement.GetProperty("value").EnumerateArray().Select(row => row.Clone())];
    }
}
