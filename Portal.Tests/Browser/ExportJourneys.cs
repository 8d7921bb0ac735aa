using System.Globalization;
using AppB.Sample.Data;
using Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.Exports;
using Portal.Components.Problems;
using Portal.Contracts.Problems;
using Portal.Tests.Exports;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A view's result is exported as a file: complete, safe in a spreadsheet, and with its progress.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class ExportJourneys(DemoFixture fixture) : Journey(fixture)
{
    private readonly LogWatch _log = new();

    private ILocator Menu => Button(ExportMenu.Label);

    private ILocator Card => Page.GetByRole(AriaRole.Article);

    [Fact]
    public async Task Filtered_orders_are_exported_as_shown_and_no_cell_is_a_formula()
    {
        await SignInWithConsentAsync("alice");
        await OpenAsync(
            "/data/appb/orders?filter=status in Delivered,Shipped&filter=total ge 100"
            + "&sort=number desc&columns=number,total,placedOn,note");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        var orders = await OrdersAsync(
            o => (o.Status == OrderStatus.Delivered || o.Status == OrderStatus.Shipped) && o.Total >= 100);
        Assert.Contains(orders, o => o.Note?.StartsWith('=') is true);

        var csv = ReadCsv.All(await ExportAsync("CSV"));
        await ExpectStateAsync("done", orders.Count);
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
    public async Task Export_continues_on_other_pages_and_can_be_cancelled()
    {
        var gate = new PageGate { IsShut = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");

        var download = await BeginAsync("CSV");
        await ExpectStateAsync("running", 1000);
        await Assertions.Expect(Card.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("value", "1000");
        await Assertions.Expect(Card.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("max", "2500");
        await Link("Customers").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Customers", Level = 1 }))
            .ToBeVisibleAsync();
        await Card.GetByRole(AriaRole.Button).ClickAsync();

        await ExpectStateAsync("cancelled", 1000);
        Assert.NotNull(await download.FailureAsync());
        await gate.GivenUp.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Failed_export_shows_its_progress_and_can_be_retried()
    {
        var gate = new PageGate { IsBroken = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");

        var download = await BeginAsync("Excel");

        await ExpectStateAsync("failed", 1000);
        await Assertions.Expect(Page.GetByRole(AriaRole.Status).Filter(new() { HasText = Grouped(1000) }))
            .ToBeAttachedAsync();
        Assert.NotNull(await download.FailureAsync());
        gate.IsBroken = false;
        var again = await Page.RunAndWaitForDownloadAsync(
            () => Card.GetByRole(AriaRole.Link, new() { Name = NextStep.TryAgainLabel }).ClickAsync());
        var file = await File.ReadAllBytesAsync(await again.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(2501, ReadXlsx.All(file).Count);
        await ExpectStateAsync("done", 2500);
    }

    [Fact]
    public async Task Signing_out_stops_running_exports()
    {
        var gate = new PageGate { IsShut = true };
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartAsync(folder, gate);
        await SignInWithConsentAsync("alice");
        var download = await BeginAsync("CSV");
        await ExpectStateAsync("running", 1000);

        await SignOutAsync();
        await ExpectSignedOutAsync();
        gate.Open();

        Assert.NotNull(await download.FailureAsync());
        Assert.Contains(_log.Lines, line => line.Contains("2000", StringComparison.Ordinal)
            && line.Contains(ProblemCodes.SignInRequired, StringComparison.Ordinal));
    }

    private async Task ExpectStateAsync(string state, int rows)
    {
        await Assertions.Expect(Card).ToHaveAttributeAsync("data-state", state);
        await Assertions.Expect(Card).ToHaveAttributeAsync("data-rows", $"{rows}");
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
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Menu.ClickAsync();
        return await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Group, new() { Name = ExportMenu.Label, Exact = true })
                .GetByRole(AriaRole.Link, new() { Name = format })
                .ClickAsync());
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

    private static string Grouped(int number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture);
}
