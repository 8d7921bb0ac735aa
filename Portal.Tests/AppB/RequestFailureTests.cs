using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using global::AppB.Sample.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Failures below the endpoints: an endless query and an unhandled exception.</summary>
public sealed class RequestFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Endless_query_gets_query_too_costly()
    {
        const string sql =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) AS Value FROM n";
        await using var app = await StartAsync("/endless", (AppBContext data, CancellationToken cancellationToken) =>
            data.Database.SqlQueryRaw<long>(sql)
            .ToListAsync(cancellationToken));

        var (status, problem) = await GetAsync(app, "/endless");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("query_too_costly", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task LEK_11_Unhandled_exception_gets_500_with_a_trace_id_and_no_details()
    {
        await using var app = await StartAsync(
            "/bug", string () => throw new InvalidTimeZoneException("inner workings"));

        var (status, problem) = await GetAsync(app, "/bug");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("internal_error", problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("inner workings", problem.GetRawText(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<WebApplication> StartAsync(string path, Delegate handler)
    {
        var app = AppBFixture.Build(_folder.Path, new Uri("https://127.0.0.1:1/"));
        app.MapGet(path, handler).AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> GetAsync(WebApplication app, string path)
    {
        using var client = new HttpClient { BaseAddress = AppBFixture.AddressOf(app) };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (
            response.StatusCode,
            await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
