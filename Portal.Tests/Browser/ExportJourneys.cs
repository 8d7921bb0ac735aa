using System.Globalization;
using AppB.Sample.Data;
using Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Tests.Exports;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A result leaves as a file: whole, harmless, and with a word about how far it is.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class ExportJourneys(DemoFixture fixture) : Journey(fixture)
{
    private readonly LogWatch _log = new();

    private ILocator Menu => Page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true });

    private ILocator Card => Page.GetByRole(AriaRole.Article);

    [Fact]
    public async Task Filtered_orders_are_exported_as_they_are_shown_and_no_cell_is_a_formula()
    {
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?filter=status in Delivered,Shipped&filter=total ge 100&sort=number desc&columns=number,total,placedOn,note");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        var orders = await OrdersAsync(o => (o.Status == OrderStatus.Delivered || o.Status == OrderStatus.Shipped) && o.Total >= 100);
        Assert.Contains(orders, o => o.Note?.StartsWith('=') is true);

        var csv = ReadCsv.All(await ExportAsync("CSV"));
        await Assertions.Expect(Card).ToContainTextAsync($"Done: {Grouped(orders.Count)} rows");
        var file = await ExportAsync("Excel");

        Assert.Equal(["Number", "Total", "Placed on", "Note"], csv[0]);
        Assert.Equal(orders.Select(o => (o.Number, o.Total, Date(o), o.Note ?? "")), csv.Skip(1).Select(row =>
            (row[0], decimal.Parse(row[1], CultureInfo.InvariantCulture), row[2], WithoutApostrophe(row[3]))));
        Assert.DoesNotContain(csv.SelectMany(row => row), cell => cell is ['=' or '+' or '-' or '@', ..]);
        Assert.Empty(ReadXlsx.Errors(file));
        var notes = ReadXlsx.All(file).Skip(1).SelectMany(row => row.Cells).Where(c => c.Place[0] == 'D').ToList();
        Assert.Equal(orders.Where(o => o.Note is not null).Select(o => o.Note), notes.Select(c => c.Value));
        Assert.All(notes, c => Assert.Equal("inlineStr", c.Type));
    }

    [Fact]
    public async Task Export_goes_on_while_its_user_does_and_stops_when_they_say_so()
    {
        var gate = new PageGate { IsShut = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");

        var download = await BeginAsync("CSV");
        await Assertions.Expect(Card).ToContainTextAsync("1\u202F000 of 2\u202F500 rows");
        await Assertions.Expect(Page.GetByRole(AriaRole.Progressbar, new() { Name = "Orders as CSV" })).ToHaveAttributeAsync("value", "1000");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Customers" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Customers", Level = 1 })).ToBeVisibleAsync();
        await Card.GetByRole(AriaRole.Button, new() { Name = "Cancel the export of Orders as CSV" }).ClickAsync();

        await Assertions.Expect(Card).ToContainTextAsync("Cancelled after 1\u202F000 rows. The file is not complete.");
        Assert.NotNull(await download.FailureAsync());
        await gate.GivenUp.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Failure_on_the_way_says_how_far_it_came_and_can_be_tried_again()
    {
        var gate = new PageGate { IsBroken = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");

        var download = await BeginAsync("Excel");

        await Assertions.Expect(Card).ToContainTextAsync("Stopped after 1\u202F000 rows. The file is not complete.");
        await Assertions.Expect(Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Stopped after" })).ToBeAttachedAsync();
        Assert.NotNull(await download.FailureAsync());
        gate.IsBroken = false;
        var again = await Page.RunAndWaitForDownloadAsync(() => Card.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync());
        Assert.Equal(2501, ReadXlsx.All(await File.ReadAllBytesAsync(await again.PathAsync(), TestContext.Current.CancellationToken)).Count);
        await Assertions.Expect(Card).ToContainTextAsync("Done: 2\u202F500 rows");
    }

    [Fact]
    public async Task Signing_out_stops_what_still_runs()
    {
        var gate = new PageGate { IsShut = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");
        var download = await BeginAsync("CSV");
        await Assertions.Expect(Card).ToContainTextAsync("1\u202F000 of 2\u202F500 rows");

        await SignOutAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        gate.Open();

        Assert.NotNull(await download.FailureAsync());
        Assert.Contains(_log.Lines, line => line.Contains("stopped after 2000 rows: sign_in_required", StringComparison.Ordinal));
    }

    private Task<DemoHost> StartAsync(TemporaryFolder folder, PageGate gate) => DemoHost.StartAsync(
        DemoOptions.OnFreePorts(
            folder.Path,
            "--AppB:Orders=2500",
            "--Portal:DownstreamApis:AppB:TimeoutSeconds=60",
            "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:Portal.Exports=Warning") with
        {
            ConfigureAppB = gate.Attach,
            ConfigurePortal = _log.Attach,
        },
        TestContext.Current.CancellationToken);

    private async Task<byte[]> ExportAsync(string format)
    {
        var download = await BeginAsync(format);
        Assert.Null(await download.FailureAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    private async Task<IDownload> BeginAsync(string format)
    {
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await Menu.ClickAsync();
        return await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Group, new() { Name = "Export" }).GetByRole(AriaRole.Link, new() { Name = format }).ClickAsync());
    }

    private async Task<List<Order>> OrdersAsync(System.Linq.Expressions.Expression<Func<Order, bool>> which)
    {
        await using var scope = Demo.AppBApp.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppBContext>().Orders.AsNoTracking()
            .Where(which).OrderByDescending(o => o.Number).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static string Date(Order order) => order.PlacedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string WithoutApostrophe(string text) =>
        text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;

    private static string Grouped(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F');
}
