using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Benchmarks.Circuits;
using Portal.Contracts.Audit;
using Portal.Contracts.Roles;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Measures what Portal.Benchmarks/Scale/ScaleFigures contains, besides circuits. CPU time is that of this process: of the
/// portal, AppB, the emulator and the client together, so that it is an upper limit.
/// </summary>
[Collection(LoadGroup.Name)]
public sealed partial class ScaleFiguresRun(ApplicationFixture apps, RedisServer redis)
    : IClassFixture<ApplicationFixture>, IClassFixture<RedisServer>
{
    private const string User = "alice@contoso.example";
    private const string Page = "/data/appb/orders";
    private const string Data = "/api/data/AppB/orders?$top=50";
    private const int StoredHeader = 16;
    private const int AuditRows = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Prints_what_a_user_a_page_and_a_request_cost()
    {
        using var browser = new BrowserSession(apps.Demo.Portal);
        await browser.SignInAsync(Page, User, Cancellation);
        Print("sign-in", await CpuAsync(20, SignInAsync), "ms CPU");
        Print("page load", await CpuAsync(100, () => browser.GetAsync(Page, Cancellation)), "ms CPU");

        var token = await apps.TokenAsync("alice");
        using var http = new HttpClient { BaseAddress = apps.Demo.Portal };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var call = await CpuAsync(300, async () => (await http.GetAsync(Data, Cancellation)).Dispose());
        Print("data call", call, "ms CPU");
        var exchange = await CpuAsync(
            100, async () => (await apps.SendAsync(HttpMethod.Get, Data, token)).Dispose());
        Print("token exchange", exchange - call, "ms CPU");

        await PrintEntriesAsync();
        var html = await browser.GetAsync(Page, Cancellation);
        Print("state of a prerendered page", State().Match(html).Groups["state"].Length, "bytes");
        await PrintTracesAsync(http);
        await PrintAuditAsync();
    }

    private async Task SignInAsync()
    {
        using var browser = new BrowserSession(apps.Demo.Portal);
        await browser.SignInAsync("/tokens", User, Cancellation);
    }

    // In Redis, an entry has the same value, after a header, under a hash of its key.
    private async Task PrintEntriesAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var database = connection.GetDatabase();
        var path = Path.Combine(apps.DataDirectory, "portal", "token-cache.db");
        await using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await file.OpenAsync(Cancellation);
        await using var command = file.CreateCommand();
        command.CommandText = "SELECT key, value FROM cache";
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var sizes = new List<(string Kind, int Stored, long InRedis)>();
        while (await reader.ReadAsync(Cancellation))
        {
            var (key, value) = (reader.GetString(0), (byte[])reader.GetValue(1));
            var place = $"obo:cache:{Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))}";
            await database.StringSetAsync(place, new byte[StoredHeader + value.Length], TimeSpan.FromHours(1));
            sizes.Add((KindOf(key), value.Length, (long)await database.ExecuteAsync("MEMORY", "USAGE", place)));
        }

        foreach (var kind in sizes.GroupBy(s => s.Kind, StringComparer.Ordinal))
        {
            var stored = Math.Round(kind.Average(s => s.Stored));
            Print($"{kind.Key} ({kind.Count()})", kind.Average(s => s.InRedis), $"bytes in Redis, {stored} stored");
        }
    }

    private static async Task PrintTracesAsync(HttpClient http)
    {
        var text = await http.GetStringAsync("/api/trace", Cancellation);
        using var json = JsonDocument.Parse(text);
        var list = json.RootElement.ValueKind == JsonValueKind.Array
            ? json.RootElement
            : json.RootElement.EnumerateObject().Select(p => p.Value).First(v => v.ValueKind == JsonValueKind.Array);
        Print($"trace ({list.GetArrayLength()})", (double)text.Length / Math.Max(1, list.GetArrayLength()), "bytes as JSON");
    }

    private async Task PrintAuditAsync()
    {
        var log = apps.Demo.PortalApp.Services.GetRequiredService<AuditLog>();
        var before = AuditBytes();
        for (var i = 0; i < AuditRows; i++)
        {
            var (api, principal, role) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
            await log.AppendAsync(
                new AuditActor($"{Guid.NewGuid()}", "carol@contoso.example"),
                new AuditNote(
                    "role.assign",
                    "AppB",
                    "Orders.Read to erin@contoso.example",
                    i % 2 == 0 ? AuditOutcomes.Intended : "done",
                    new AuditChange(
                        $"{Guid.NewGuid()}", Role: new RecordedRole($"{api}", $"{api}", "assign", $"{principal}", $"{role}"))),
                Cancellation);
        }

        Print("audit log row", (double)(AuditBytes() - before) / AuditRows, "bytes in SQLite");
    }

    private long AuditBytes() => Directory
        .GetFiles(apps.DataDirectory, "*audit*", SearchOption.AllDirectories)
        .Sum(file => new FileInfo(file).Length);

    private static async Task<double> CpuAsync(int count, Func<Task> action)
    {
        for (var i = 0; i < count; i++)
            await action();

        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < count; i++)
            await action();

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / count;
    }

    private static string KindOf(string key) => key.Split(':') switch
    {
        [var prefix, _, ..] => prefix,
        _ when key.Contains('.', StringComparison.Ordinal) => "tokens of a sign-in",
        _ => "tokens of an exchange",
    };

    private static void Print(string name, double value, string unit) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{name}: {value:0.##} {unit}"));

    [GeneratedRegex(
        "<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
