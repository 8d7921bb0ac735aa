using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>
/// First against deepest page at a million orders, for each sort with and without a filter, and the costliest queries
/// that are offered. Run on demand: it seeds for a minute and writes its table to the test's output.
/// </summary>
public sealed class ScaleMeasurements : IAsyncDisposable
{
    private const int Orders = 1_000_000;
    private const int Runs = 200;

    private static readonly string[] Sorts = ["id", "number", "customerName", "status", "placedOn", "total"];
    private static readonly string[] Filters = ["", "status eq 'Delivered'", "status eq 'Cancelled'", "customerId eq 77"];

    private static readonly string[] Costly =
    [
        "$count=true",
        "$skip=10000&$orderby=total",
        "$filter=placedOn ge 2024-01-01 and placedOn le 2024-12-31&$orderby=total&$count=true",
        "$filter=total gt 20000&$orderby=placedOn&$count=true",
        "$filter=total gt 100000&$orderby=placedOn",
        "$filter=placedOn ge 2026-06-30&$orderby=id",
        "$filter=startswith(customerName,'Calm')&$orderby=total&$count=true",
        "$filter=status ne 'Delivered'&$orderby=total&$count=true",
        "$filter=placedOn ge 2024-01-01 and total gt 20000 and status eq 'Cancelled'&$orderby=customerName&$count=true",
        "$filter=placedOn ge 2023-08-01&$orderby=total&$count=true",
        "$filter=placedOn ge 2023-08-01 and status eq 'Delivered'&$orderby=total&$count=true",
        "$filter=placedOn ge 2023-08-01 or total gt 20000&$orderby=customerName",
        "$filter=number eq 'ORD-0000001' or customerId eq 99999999&$orderby=total",
        "$search=delivery",
        "$search=deliv&$count=true&$orderby=total",
        "$search=works&$orderby=placedOn desc",
        "$search=ORD-0123456",
        "$search=calm harbour",
        "$search=de",
    ];

    private readonly TemporaryFolder _folder = new();
    private TestAuthority? _authority;

    [Fact(Explicit = true)]
    public async Task Deepest_page_costs_about_as_much_as_the_first()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _authority = await TestAuthority.StartAsync(_folder.Path, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using var app = await AppBFixture.StartAsync(_folder.Path, _authority.Instance, cancellationToken, $"--orders={Orders}");
        Write($"start with seeding: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, "
            + $"{new FileInfo(Directory.GetFiles(Path.Combine(_folder.Path, "appb"), "*.db").Single()).Length >> 20} MiB");

        using var client = new HttpClient { BaseAddress = AppBFixture.AddressOf(app) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _authority.User(AppBFixture.Audience, "access_as_user", "Orders.Read").Sign());

        await TimeAsync(client, "/orders", runs: 1000);
        foreach (var sort in Sorts)
        {
            foreach (var filter in Filters)
                await MeasureAsync(client, sort, filter);
        }

        foreach (var query in Costly)
        {
            var (milliseconds, status) = await TimeAsync(client, $"/orders?{query}", runs: 10);
            Write($"{milliseconds,9:0.00} ms CPU  {status}  {query}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_authority is not null)
            await _authority.DisposeAsync();

        _folder.Dispose();
    }

    // The deepest page is the one behind the last row but 51, found from the other end.
    private static async Task MeasureAsync(HttpClient client, string sort, string filter)
    {
        var option = filter.Length > 0 ? $"&$filter={filter}" : "";
        var first = $"/orders?$orderby={sort}{option}";
        var last = await ReadAsync(client, $"/orders?$orderby={sort} desc&$top=52{option}");
        var row = last.GetProperty("value").EnumerateArray().Last();
        var value = row.GetProperty(sort);
        var cursor = JsonSerializer.SerializeToUtf8Bytes(new
        {
            O = sort,
            V = sort == "status" ? JsonSerializer.SerializeToElement(Rank(value.GetString()!)) : value,
            I = row.GetProperty("id").GetInt64(),
        });
        var deepest = $"{first}&$skiptoken={System.Buffers.Text.Base64Url.EncodeToString(cursor)}";

        var (firstTime, _) = await TimeAsync(client, first, Runs);
        var (deepTime, status) = await TimeAsync(client, deepest, Runs);
        Write($"CPU first {firstTime,6:0.00} ms  deepest {deepTime,6:0.00} ms  ratio {deepTime / firstTime,5:0.00}  {status}  {sort} {filter}");
    }

    private static int Rank(string status) => Array.IndexOf(["New", "Paid", "Shipped", "Delivered", "Cancelled"], status);

    // CPU time of the whole process, client included: it does not depend on what else the machine does.
    private static async Task<(double Milliseconds, int Status)> TimeAsync(HttpClient client, string address, int runs)
    {
        var status = 0;
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < runs; i++)
        {
            using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            status = (int)response.StatusCode;
        }

        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalMilliseconds / runs, status);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string address) =>
        JsonDocument.Parse(await client.GetStringAsync(address, TestContext.Current.CancellationToken)).RootElement;

    private static void Write(FormattableString line) =>
        TestContext.Current.TestOutputHelper!.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Write(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
