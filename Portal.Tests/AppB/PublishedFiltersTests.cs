using System.Net;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>
/// AppB accepts the filter operators that the OpenAPI document publishes for a column, and refuses all others.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class PublishedFiltersTests(AppBFixture appB)
{
    private static readonly string[] Operators = ["eq", "ne", "gt", "ge", "lt", "le", "in", "startswith"];

    [Theory]
    [InlineData("/orders", "OrderRow")]
    [InlineData("/customers", "CustomerRow")]
    [InlineData("/products", "ProductRow")]
    [InlineData("/reports/sales", "SalesRow")]
    public async Task Only_published_operators_are_accepted(string path, string row)
    {
        using var contract = await appB.GetAsync("/openapi/v1.json", token: null);
        var document = JsonDocument.Parse(
            await contract.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var columns = document.GetProperty("components").GetProperty("schemas").GetProperty(row)
            .GetProperty("properties");
        var token = appB.User("Orders.Read", "Reports.Read").Sign();

        Assert.NotEmpty(columns.EnumerateObject());
        foreach (var column in columns.EnumerateObject())
        {
            var published = column.Value.GetProperty("x-filter-operators").EnumerateArray().Select(o => o.GetString()!)
                .ToList();
            foreach (var filterOperator in Operators)
            {
                using var response = await appB.GetAsync(
                    $"{path}?$top=1&$filter={Expression(column.Name, filterOperator, Sample(column.Value))}", token);

                var expected = published.Contains(filterOperator) ? HttpStatusCode.OK : HttpStatusCode.BadRequest;
                Assert.True(
                    response.StatusCode == expected,
                    $"{path} {column.Name} {filterOperator}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task WEB_14_Filter_of_ten_thousand_characters_gets_400_that_names_the_option()
    {
        using var response = await appB.GetAsync(
            $"/orders?$filter=number eq '{new string('x', 10_000)}'", appB.User("Orders.Read").Sign());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "$filter",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private static string Expression(string column, string filterOperator, string value) => filterOperator switch
    {
        "in" => $"{column} in ({value})",
        "startswith" => $"startswith({column},{value})",
        _ => $"{column} {filterOperator} {value}",
    };

    private static string Sample(JsonElement schema) =>
        schema.TryGetProperty("enum", out var values) ? $"'{values[0].GetString()}'"
        : schema.TryGetProperty("format", out var format) && format.GetString() == "date" ? "2026-01-01"
        : schema.GetProperty("type").ToString() is "integer" or "number" ? "1"
        : "'A'";
}
