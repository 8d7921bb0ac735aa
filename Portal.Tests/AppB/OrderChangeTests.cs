using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>Changing an order: allowed transitions only, and only from the version that was read.</summary>
[Collection(AppBGroup.Name)]
public sealed class OrderChangeTests(AppBFixture appB)
{
    [Fact]
    public async Task Change_with_the_current_etag_is_saved_and_changes_the_etag()
    {
        var (id, etag) = await AnyAsync("New");

        using var changed = await PatchAsync(id, etag, """{"status":"Paid"}""");

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(etag, changed.Headers.ETag?.ToString());
        var order = await changed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("Paid", order.GetProperty("status").GetString());
        Assert.Equal(
            ["Shipped", "Cancelled"], order.GetProperty("nextStatuses").EnumerateArray().Select(s => s.GetString()!));
    }

    [Fact]
    public async Task Missing_etag_gets_428()
    {
        var (id, _) = await AnyAsync("New");

        using var response = await PatchAsync(id, etag: null, """{"status":"Paid"}""");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.PreconditionRequired, "etag_missing");
    }

    [Theory]
    [InlineData("\"999\"")]
    [InlineData("W/\"1\"")]
    [InlineData("garbage")]
    [InlineData("*")]
    public async Task Stale_weak_or_unreadable_etag_gets_412(string etag)
    {
        var (id, _) = await AnyAsync("New");

        using var response = await PatchAsync(id, etag, """{"status":"Paid"}""");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.PreconditionFailed, "etag_stale");
    }

    [Fact]
    public async Task Second_change_from_the_same_version_gets_412()
    {
        var (id, etag) = await AnyAsync("New");
        using var first = await PatchAsync(id, etag, """{"status":"Paid"}""");

        using var second = await PatchAsync(id, etag, """{"status":"Cancelled"}""");

        await ProblemAssert.IsProblemAsync(second, HttpStatusCode.PreconditionFailed, "etag_stale");
    }

    [Fact]
    public async Task Parallel_changes_from_one_version_succeed_once()
    {
        var (id, etag) = await AnyAsync("New");

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => PatchAsync(id, etag, """{"status":"Paid"}""")));

        Assert.Equal(1, responses.Count(r => r.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, responses.Count(r => r.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("New", "Delivered")]
    [InlineData("New", "New")]
    [InlineData("Delivered", "Cancelled")]
    [InlineData("Cancelled", "New")]
    public async Task Disallowed_transition_gets_409(string from, string to)
    {
        var (id, etag) = await AnyAsync(from);

        using var response = await PatchAsync(id, etag, $$"""{"status":"{{to}}"}""");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Conflict, "transition_impossible");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"status":"Lost"}""")]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":"Paid","total":0}""")]
    [InlineData("""{"status":"Paid","status":"Cancelled"}""")]
    [InlineData("""{"status":""")]
    public async Task Invalid_body_gets_400(string body)
    {
        using var response = await PatchAsync(1, "\"1\"", body);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "body_invalid");
    }

    [Fact]
    public async Task Nested_large_and_non_JSON_bodies_are_refused()
    {
        using var nested = await PatchAsync(1, "\"1\"", string.Concat(Enumerable.Repeat("[", 10_000)));
        using var large = await PatchAsync(1, "\"1\"", $$"""{"status":"{{new string('x', 70_000)}}"}""");
        using var form = await PatchAsync(1, "\"1\"", "status=Paid", "application/x-www-form-urlencoded");

        await ProblemAssert.IsProblemAsync(nested, HttpStatusCode.BadRequest, "body_invalid");
        await ProblemAssert.IsProblemAsync(large, HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.True(large.Headers.ConnectionClose, "The connection is not usable after a body that was not read.");
        await ProblemAssert.IsProblemAsync(form, HttpStatusCode.UnsupportedMediaType, "media_type_unsupported");
    }

    [Fact]
    public async Task Unchanged_order_gets_304_and_its_total_is_the_sum_of_its_lines()
    {
        using var first = await appB.GetAsync("/orders/7");
        var order = await first.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/7")
        {
            Headers = { IfNoneMatch = { first.Headers.ETag! } },
        };
        request.Headers.Authorization = new("Bearer", appB.User("Orders.Read").Sign());

        using var second = await appB.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(
            order.GetProperty("total").GetDecimal(),
            order.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("lineTotal").GetDecimal()));
    }

    [Fact]
    public async Task Cancelling_removes_the_order_from_the_monthly_revenue()
    {
        var (id, etag) = await AnyAsync("New");
        var order = await ReadAsync($"/orders/{id}");
        var month = order.GetProperty("placedOn").GetString()![..7].Replace("-", "", StringComparison.Ordinal);
        var before = (await ReadAsync($"/reports/sales?$filter=id eq {month}")).GetProperty("value")[0];

        using var changed = await PatchAsync(id, etag, """{"status":"Cancelled"}""");

        var after = (await ReadAsync($"/reports/sales?$filter=id eq {month}")).GetProperty("value")[0];
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(before.GetProperty("orders").GetInt32() - 1, after.GetProperty("orders").GetInt32());
        Assert.Equal(
            before.GetProperty("cancelledOrders").GetInt32() + 1, after.GetProperty("cancelledOrders").GetInt32());
        Assert.Equal(
            before.GetProperty("revenue").GetDecimal() - order.GetProperty("total").GetDecimal(),
            after.GetProperty("revenue").GetDecimal());
    }

    private async Task<(long Id, string Etag)> AnyAsync(string status)
    {
        var page = await ReadAsync($"/orders?$filter=status eq '{status}'&$top=1");
        var id = page.GetProperty("value")[0].GetProperty("id").GetInt64();
        using var order = await appB.GetAsync($"/orders/{id}");
        return (id, order.Headers.ETag!.ToString());
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await appB.GetAsync(path);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> PatchAsync(
        long id, string? etag, string body, string mediaType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/orders/{id}")
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
            Headers = { Authorization = new("Bearer", appB.User("Orders.Write").Sign()) },
        };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);

        return appB.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
