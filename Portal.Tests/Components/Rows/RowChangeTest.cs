using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Rows;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Redis;

namespace Portal.Tests.Components.Rows;

/// <summary>Renders a row that its user may change.</summary>
public abstract class RowChangeTest : ComponentTest
{
    protected RowChangeTest()
        : this(shared: null)
    {
    }

    /// <param name="shared">Where the instances keep changes that are being entered.</param>
    private protected RowChangeTest(EncryptedEntries? shared)
        : base(shared) => Api.Returns("/api/access/summary", RowSamples.Access());

    /// <summary>How often the row raised <c>OnChanged</c>.</summary>
    protected int Changes { get; private set; }

    internal IRenderedComponent<RowDetail> Open(object order, RowChange? change = null)
    {
        Api.ReturnsRow(RowSamples.Address, order, "\"1\"");
        var row = OpenStubbed(change);
        row.WaitForAssertion(() => Assert.True(Offers(row).Count + row.FindAll("form").Count > 0));
        return row;
    }

    /// <summary>Renders the row with the responses already set up.</summary>
    internal IRenderedComponent<RowDetail> OpenStubbed(RowChange? change = null)
    {
        var view = RowSamples.Orders with { Row = RowSamples.Row with { Change = change ?? RowSamples.ChangeStatus } };
        return Render<RowDetail>(parameters => parameters
            .Add(p => p.Api, "AppB")
            .Add(p => p.View, view)
            .Add(p => p.Key, "7")
            .Add(p => p.Header, title => $"<h1>{title}</h1>")
            .Add(p => p.OnChanged, () => Changes++));
    }

    internal static void OpenForm(IRenderedComponent<RowDetail> row)
    {
        Offer(row).Click();
        row.WaitForAssertion(() => Assert.NotNull(row.Find("form")));
    }

    internal static void Choose(IRenderedComponent<RowDetail> row, string option) =>
        row.Find($"input[type=radio][value='{option}']").Change(option);

    internal static IElement Button(IRenderedComponent<RowDetail> row, string name) =>
        row.ByRole("button", name);

    internal static void AssertSaved(IRenderedComponent<RowDetail> row, string expected = ChangePanel.Saved) =>
        row.WaitForAssertion(
            () => Assert.Contains(row.AllByRole("status"), s => s.Text().Contains(expected, StringComparison.Ordinal)));

    /// <summary>The button that opens the change.</summary>
    internal static IElement Offer(IRenderedComponent<RowDetail> row) => Assert.Single(Offers(row));

    private static IReadOnlyList<IElement> Offers(IRenderedComponent<RowDetail> row) =>
        row.AllByRole("button", RowSamples.ChangeStatus.Title);

    protected JsonElement Sent() => JsonDocument.Parse(Assert.Single(Api.Changes).Body).RootElement;

    internal static readonly ApiProblem Stale = new(
        ProblemCodes.Stale, 412, ErrorResponseReader.StaleTitle, "The order has changed since it was read.",
        Api: "AppB");
}
