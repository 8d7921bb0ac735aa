using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Data;

/// <summary>An API that changes its document while a page is open.</summary>
public sealed class ChangedViewTests : DataTest
{
    [Fact]
    public void Open_page_shows_the_columns_that_the_rows_now_have()
    {
        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("1"));
        var page = Open();
        page.WaitForAssertion(() => Assert.NotNull(Head(page, "Remark")));
        Describe(Catalog("Comment", "2"));
        Api.Returns(FirstPage, Page("2"));

        Button(page, "Refresh").Click();

        page.WaitForAssertion(() => Assert.NotNull(Head(page, "Comment")));
        Assert.Contains(DataPage.ChangedText, TextOf(page));
        Assert.Equal(2, Api.Requests.Count(r => r == "/api/views"));
    }

    [Fact]
    public void Page_of_an_instance_that_has_not_read_the_document_again_stays_as_it_is()
    {
        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("2"));

        var page = Open();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.NotNull(Head(page, "Remark"));
        Assert.DoesNotContain(DataPage.ChangedText, TextOf(page));
    }

    private static ViewCatalog Catalog(string title, string version) => new(
    [
        Samples.Catalog.Apis[0] with
        {
            Views =
            [
                Samples.Catalog.Apis[0].Views[0] with
                {
                    Columns = [.. Samples.Catalog.Apis[0].Views[0].Columns.Select(c => c.Name == "note" ? c with { Title = title } : c)],
                    Version = version,
                },
            ],
        },
    ]);

    private static RowsBody Page(string version) => Samples.Page(1, 3, count: 3) with { Version = version };
}
