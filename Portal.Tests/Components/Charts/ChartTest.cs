using System.Text.Json;
using Bunit;
using Portal.Components.Charts;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Components.Charts;

/// <summary>Draws charts of rows.</summary>
public abstract class ChartTest : ComponentTest
{
    protected static readonly DataView Sales = new(
        "sales", "Sales", null,
        [
            new DataColumn("month", "Month", ColumnTypes.Date, null, Sortable: true),
            new DataColumn("revenue", "Revenue", ColumnTypes.Number, null, Sortable: true, Decimals: 2, Currency: "currency"),
            new DataColumn("orders", "Orders", ColumnTypes.WholeNumber, null, Sortable: true),
            new DataColumn("currency", "Currency", ColumnTypes.Text, null, Sortable: false),
        ],
        [], new DataPaging(), Chart: new DataChart(ChartTypes.Bar, "month", ["revenue"]));

    protected static readonly DataView Months = Sales with
    {
        Columns = [Sales.Columns[0] with { IsMonth = true }, .. Sales.Columns.Skip(1)],
    };

    protected IRenderedComponent<ViewChart> Draw(params string[] rows) => Draw(Sales, rows);

    protected IRenderedComponent<ViewChart> Draw(DataView view, params string[] rows) => Draw(view, ChartSettings.Default, rows);

    protected IRenderedComponent<ViewChart> Draw(DataView view, ChartSettings settings, string[] rows) =>
        Render<ViewChart>(parameters => parameters
            .Add(p => p.View, view)
            .Add(p => p.Rows, [.. rows.Select(r => JsonDocument.Parse(r).RootElement)])
            .Add(p => p.Settings, settings)
            .Add(p => p.CurrencyUrl, currency => new ViewState { Currency = currency }.Url("")));
}
