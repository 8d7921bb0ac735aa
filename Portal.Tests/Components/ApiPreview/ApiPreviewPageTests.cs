using AccessContract;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components.ApiPreview;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.ApiPreview;

public sealed class ApiPreviewPageTests : ComponentTest
{
    private const string Endpoint = $"/{ApiPreviewAddresses.Endpoint}";
    private const string Address = "https://api.example/";

    private static readonly ApiPreviewReport Invoices = new(
        "Invoices API",
        "Invoices",
        $"{Address}openapi/v1.json",
        Address,
        [
            new DataView(
                "invoices",
                "All invoices",
                null,
                [new DataColumn("number", "Number", ColumnTypes.Text, null, Sortable: true)],
                [new(TokenKind.User, ["invoices.read"], ["Reader"]), new(TokenKind.App, [], ["Reader.All"])],
                new DataPaging(MaxTop: 100)),
        ],
        ViewCoverage.Of(1, rows: 0, [new PassedOverOperation("/payments", PassedOverCodes.Header, "X-Tenant")]),
        ["{application ID of the API}/invoices.read"],
        ScopeSources.Document,
        """{ "Portal": {} }""",
        ["Scopes: the application (client) ID of the API in the directory."]);

    public ApiPreviewPageTests() => User.SetRoles("Portal.Admin");

    [Fact]
    public void Others_than_administrators_see_the_required_role()
    {
        User.SetRoles();

        AssertAdministratorsOnly(Render<ApiPreviewPage>());
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Address_is_tried_and_becomes_part_of_the_pages_address()
    {
        Api.Returns(Endpoint, Invoices);
        var page = Render<ApiPreviewPage>();

        page.Find("input[type=url]").Change(Address);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("All invoices", TextOf(page), StringComparison.Ordinal));
        Assert.Contains("For users with the scope invoices.read and the role Reader, or apps with the role Reader.All.", TextOf(page), StringComparison.Ordinal);
        Assert.Contains("needs the header X-Tenant", TextOf(page), StringComparison.Ordinal);
        Assert.Equal(Invoices.Settings, page.Find("[data-copy]:not(.chip)").GetAttribute("data-copy"));
        Assert.EndsWith($"?address={Uri.EscapeDataString(Address)}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_with_an_address_fills_it_in_and_calls_nothing()
    {
        Navigation.NavigateTo($"setup/api?address={Uri.EscapeDataString(Address)}");

        var page = Render<ApiPreviewPage>();

        Assert.Equal(Address, page.Find("input[type=url]").GetAttribute("value"));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Problem_is_shown_and_the_address_stays()
    {
        Api.Refuses(Endpoint, new ApiProblem(ProblemCodes.ContractInvalid, 502, "No OpenAPI document was found there", "status 404"));
        var page = Render<ApiPreviewPage>();

        page.Find("input[type=url]").Change(Address);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("No OpenAPI document was found there", TextOf(page), StringComparison.Ordinal));
        Assert.Equal(Address, page.Find("input[type=url]").GetAttribute("value"));
    }

    [Fact]
    public void Running_attempt_can_be_stopped()
    {
        var pending = Api.Delays(Endpoint);
        var page = Render<ApiPreviewPage>();
        page.Find("input[type=url]").Change(Address);
        page.Find("form").Submit();

        page.ByRole("button", ApiPreviewPage.StopLabel).Click();

        Assert.True(pending.WasCancelled);
        Assert.DoesNotContain("All invoices", TextOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public void File_is_read_and_one_that_is_too_large_is_refused()
    {
        Api.Returns(Endpoint, Invoices);
        var page = Render<ApiPreviewPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("{}", "openapi.json"));

        page.WaitForAssertion(() => Assert.Contains("All invoices", TextOf(page), StringComparison.Ordinal));
        page.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromBinary(new byte[ApiPreviewRequest.MaxDocumentBytes + 1], "large.json"));
        page.WaitForAssertion(() => Assert.Contains("The file is too large", TextOf(page), StringComparison.Ordinal));
        Assert.Single(Api.Requests);
    }
}
