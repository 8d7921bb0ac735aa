using AngleSharp.Dom;
using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Data;

/// <summary>Renders the data page with a view from the catalog.</summary>
public abstract class DataTest : ComponentTest
{
    protected const string FirstPage = "/api/data/AppB/orders";

    protected DataTest() => Describe(Samples.Catalog);

    protected void Describe(ViewCatalog catalog) => Api.Returns("/api/views", catalog);

    protected string Query => new Uri(Navigation.Uri).Query;

    protected IRenderedComponent<DataPage> Open(string query = "")
    {
        Navigation.NavigateTo("/data/AppB/orders" + query);
        return Render<DataPage>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));
    }

    protected void Follow(IRenderedComponent<DataPage> page, string link)
    {
        page.WaitForAssertion(() => Assert.NotNull(LinkTo(page, link)));
        Navigation.NavigateTo(LinkTo(page, link)!);
    }

    protected static IElement Button(IRenderedComponent<DataPage> page, string name) => page.ByRole("button", name);

    protected static IElement Head(IRenderedComponent<DataPage> page, string column) =>
        page.ByRole("columnheader", column);

    /// <summary>That column's cell in the first row.</summary>
    protected static IElement Cell(IRenderedComponent<DataPage> page, string column) =>
        page.FindAll("tbody td")[page.AllByRole("columnheader").ToList().IndexOf(Head(page, column))];
}
